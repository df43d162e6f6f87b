// What could not be kept of a pasted text, and the pictures that were in it.

const FOREIGN = { math: "formulas", iframe: "films", video: "films", audio: "films", object: "films", embed: "films" };
for (const tag of ["input", "select", "textarea", "button"]) FOREIGN[tag] = "forms";
for (const tag of ["svg", "canvas"]) FOREIGN[tag] = "drawings";
const ENOUGH = 20;
// A picture of one point only counts readers.
const isDot = (image) => ["width", "height"].some((side) => /^[0-2](px)?$/.test(image.getAttribute(side) ?? ""));

export class Report {
  left = {};
  pictures = [];
  colours = new Set();

  count(kind, times = 1) {
    if (times) this.left[kind] = (this.left[kind] ?? 0) + times;
  }

  // The looks of words that are kept.
  look({ coloured, crossed, underlined, colour, link }) {
    if (coloured) this.left.colours = 1;
    if (crossed) this.left.crossed = 1;
    if (underlined && !link) this.left.underlined = 1;
    // One colour for all is how a text looks; several are meant.
    if (!link && this.colours.add(colour ?? "").size > 1) this.left.colours = 1;
  }

  align(element, style) {
    const side = style["text-align"] ?? element.getAttribute("align") ?? "";
    if (/^(center|right)$/i.test(side) && element.textContent.trim()) this.left.alignment = 1;
  }

  // Whether an element has no place here; it is told.
  drops(element) {
    const tag = element.localName;
    if (tag === "img") this.#picture(element);
    else if (FOREIGN[tag]) this.count(FOREIGN[tag]);
    return tag === "img" || tag in FOREIGN;
  }

  #picture(image) {
    if (isDot(image)) return;
    this.count("pictures");
    const src = image.getAttribute("src") ?? "";
    const alt = (image.getAttribute("alt") ?? "").trim();
    const isSent = /^data:image\/(png|jpeg|gif|webp|avif);base64,/i.test(src);
    if (this.pictures.length < ENOUGH) this.pictures.push({ src: isSent ? src : "", alt });
  }
}
