// Writes what the editor takes: blocks, and words with their marks. What would be empty is never there.

const EDGE = /[ \t\r\n\f\u00a0]+/;
const START = new RegExp(`^${EDGE.source}`);
const END = new RegExp(`${EDGE.source}$`);
// Several blanks in a row are no words; one that shall not break stays.
const collapsed = (text) => text.replace(/[ \t\r\n\f]+|[\s\u00a0]{2,}/g, " ");

function marksOf({ link, bold, italic, raised, lang }) {
  const marks = [];
  if (link) marks.push(["a", link]);
  if (bold) marks.push(["strong", {}]);
  if (italic) marks.push(["em", {}]);
  if (raised) marks.push([raised, {}]);
  if (lang && marks.length) marks[0][1] = { ...marks[0][1], lang };
  return marks;
}

const innermost = (node) => (node.lastElementChild ? innermost(node.lastElementChild) : node);
const lastText = (node) => (node?.nodeType === Node.ELEMENT_NODE ? lastText(node.lastChild) : node);

export class Writer {
  constructor() {
    this.document = document.implementation.createHTMLDocument("");
    this.root = this.place = this.document.body;
    this.block = null;
    this.next = ["p", {}];
    this.marks = new WeakMap();
  }

  get html() {
    this.end();
    return this.root.innerHTML;
  }

  // Whether words are written into a heading: it has its own looks.
  get isTitle() {
    return /^h\d$/.test(this.block?.localName ?? this.next[0]) || this.place.localName === "th";
  }

  make([tag, attributes]) {
    const element = this.document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    return element;
  }

  // A list, an item, a quotation, a table, a row or a cell, with what `write` puts into it.
  inside(tag, attributes, write) {
    this.end();
    const outer = this.place;
    this.place = outer.appendChild(this.make([tag, attributes]));
    write();
    this.end();
    if (!this.place.hasChildNodes() && !["td", "th"].includes(tag)) this.place.remove();
    this.place = outer;
  }

  // A list beside items instead of in one belongs to the item before it.
  list(tag, attributes, write) {
    const { place } = this;
    const item = /^[uo]l$/.test(place.localName) && place.lastElementChild;
    if (item) this.place = item;
    this.inside(tag, attributes, write);
    this.place = place;
  }

  // The link at the end of a note.
  wayBack(link) {
    this.end();
    const last = this.place.lastElementChild;
    this.block = last?.localName === "p" ? last : null;
    this.write(" ", {});
    this.write("↩", { link });
  }

  // The words that follow stand in a block of their own.
  start(tag = "p", attributes = {}) {
    this.end();
    this.next = [tag, attributes];
  }

  end() {
    const { block } = this;
    this.block = null;
    this.next = ["p", {}];
    if (!block) return;
    while (block.lastChild?.nodeName === "BR") block.lastChild.remove();
    const last = lastText(block.lastChild);
    if (last?.data) last.data = last.data.replace(END, "");
    if (!block.textContent.trim()) block.remove();
  }

  write(words, looks) {
    let text = collapsed(words);
    const written = this.block?.textContent ?? "";
    if (!written || /\s$/.test(written) || this.block.lastChild.nodeName === "BR") text = text.replace(START, "");
    if (!text) return;
    this.block ??= this.place.appendChild(this.make(this.next));
    this.#put(text, marksOf(this.isTitle ? { ...looks, bold: false } : looks));
  }

  #put(text, marks) {
    const key = JSON.stringify(marks);
    const last = this.block.lastChild;
    if (marks.length && this.marks.get(last) === key) return innermost(last).append(text);
    let place = this.block;
    for (const mark of marks) place = place.appendChild(this.make(mark));
    place.append(text);
    if (marks.length) this.marks.set(this.block.lastChild, key);
  }

  // A new line; two of them are a new paragraph.
  line() {
    if (!this.block) return;
    if (this.block.lastChild?.nodeName === "BR") this.start(this.block.localName);
    else this.block.append(this.document.createElement("br"));
  }
}
