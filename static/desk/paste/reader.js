// Reads a pasted document from its first word to its last, and has it written as the editor keeps it.
import { complete, linked } from "./addresses.js";
import { dropComments, takeNotes } from "./footnotes.js";
import { levels } from "./headings.js";
import { regroup } from "./lists.js";
import { Report } from "./report.js";
import { isHidden, looksOf, Styles } from "./styles.js";
import { readTable } from "./tables.js";
import { Writer } from "./writer.js";

const names = (text) => new Set(text.split(" "));
const BLOCKS = names(
  "p div section article header footer main aside nav address center pre dl dt dd figure figcaption caption details summary form",
);
const SILENT = names("style script head title meta link xml noscript template col colgroup");
const OFFICE = "[class^='Mso'], meta[name='ProgId' i], meta[name='generator' i][content*='Office' i]";

export class Reader {
  constructor({ document, sheets }, token, first) {
    this.styles = new Styles(sheets);
    this.report = new Report();
    this.report.count("comments", dropComments(document));
    this.footnotes = takeNotes(document);
    this.number = (index) => first + index;
    this.name = (index) => `${token}_${first + index}`;
    this.referred = new Set();
    regroup(document, this.styles);
    this.levels = levels(document);
    // Office programs say for every word in which language its spelling was checked.
    this.knowsLanguages = !document.querySelector(OFFICE);
  }

  text(element) {
    this.writer = new Writer();
    this.inside(element, {});
    return this.writer.html;
  }

  note(element, index) {
    this.writer = new Writer();
    this.writer.inside("li", { id: `note_${this.name(index)}` }, () => {
      this.inside(element, {});
      this.writer.wayBack({ href: `#ref_${this.name(index)}` });
    });
    return this.writer.html;
  }

  inside(node, looks) {
    for (const child of [...node.childNodes]) {
      if (child.nodeType === Node.TEXT_NODE) this.words(child.data, looks);
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child, looks);
    }
  }

  words(text, looks) {
    if (text.trim() && !this.writer.isTitle) this.report.look(looks);
    for (const [words, href] of looks.link ? [[text, ""]] : linked(text)) {
      this.writer.write(words, href ? { ...looks, link: { href } } : looks);
    }
  }

  element(element, around) {
    const style = this.styles.of(element);
    if (this.isDropped(element, style)) return;
    const tag = element.localName;
    const lang = (this.knowsLanguages && element.getAttribute("lang")) || "";
    const looks = looksOf(element, style, around);
    if (this.levels.has(element)) this.block(element, looks, this.levels.get(element), lang);
    else if (tag === "br") this.writer.line();
    else if (tag === "a") this.link(element, { ...looks, lang: lang || looks.lang });
    else if (tag === "ul" || tag === "ol") this.list(element, looks);
    else if (tag === "table") readTable(this, element, looks);
    else if (tag === "blockquote") this.quotation(element, looks);
    else if (BLOCKS.has(tag)) this.block(element, looks, "p", lang);
    else this.inside(element, lang ? { ...looks, lang } : looks);
  }

  isDropped(element, style) {
    if (element.localName === "del") this.report.count("deleted");
    const hidden = isHidden(element, style) || SILENT.has(element.localName) || element.matches(".mw-editsection");
    return hidden || this.report.drops(element);
  }

  block(element, looks, tag, lang = "") {
    if (/\bMso(Intense)?Quote\b/.test(element.className)) return this.quotation(element, looks);
    this.report.align(element, this.styles.of(element));
    this.writer.start(tag, { lang });
    this.inside(element, looks);
    this.writer.end();
  }

  quotation(element, looks) {
    this.writer.inside("blockquote", {}, () => this.inside(element, looks));
  }

  list(element, looks) {
    const start = /^\d{1,4}$/.test(element.getAttribute("start")) && element.localName === "ol" ? element.start : 1;
    const write = () => [...element.children].forEach((child) => this.item(child, looks));
    this.writer.list(element.localName, { start: start > 1 ? start : "" }, write);
  }

  item(child, looks) {
    if (/^[uo]l$/.test(child.localName)) return this.list(child, looks);
    const style = this.styles.of(child);
    if (this.isDropped(child, style)) return;
    this.writer.inside("li", {}, () => this.inside(child, looksOf(child, style, looks)));
  }

  link(element, looks) {
    const index = this.footnotes.links.get(element);
    if (index !== undefined) return this.reference(index, looks);
    const address = element.getAttribute("href") ?? "";
    const href = complete(address);
    if (address && !href && !address.startsWith("#")) this.report.count("links");
    this.inside(element, href ? { ...looks, link: { href } } : looks);
  }

  reference(index, looks) {
    const id = this.referred.has(index) ? "" : `ref_${this.name(index)}`;
    this.referred.add(index);
    const link = { id, href: `#note_${this.name(index)}` };
    this.writer.write(String(this.number(index)), { ...looks, link, bold: false, italic: false, raised: "sup" });
  }
}
