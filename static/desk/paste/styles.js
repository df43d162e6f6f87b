// What pasted elements look like, read by hand: under our policy the browser applies no style that comes with a text.

// A tag, a class, or both. Programs write no others for what concerns us.
const SELECTOR = /^[a-z0-9]*(\.[\w-]+)?$/i;
const COMMENT = /\/\*[\s\S]*?\*\/|<!--|-->/g;
const PLAIN = /^(|auto|windowtext|inherit|initial|currentcolor|transparent|none|black)$/;
const PAPER = /^(|white|#fff|#ffffff|rgba?\(255, ?255, ?255.*\)|rgba\(0, ?0, ?0, ?0\)|transparent|none|inherit|initial|auto)$/;
const INLINE = new Set(["span", "font", "a", "b", "i", "strong", "em", "mark", "u"]);

// "font-weight: bold; …" as {"font-weight": "bold"}.
export function declarations(text) {
  const pairs = text.split(";").map((each) => each.split(":"));
  const value = (parts) => parts.join(":").replace(/!important/i, "").trim().toLowerCase();
  return Object.fromEntries(pairs.map(([name, ...parts]) => [name.trim().toLowerCase(), value(parts)]));
}

const channels = (colour) =>
  colour.match(/^#([0-9a-f]{6})$/)?.[1].match(/../g).map((pair) => parseInt(pair, 16)) ??
  colour.match(/^#([0-9a-f]{3})$/)?.[1].match(/./g).map((sign) => parseInt(sign + sign, 16)) ??
  colour.match(/^rgba?\((\d+),? *(\d+),? *(\d+)/)?.slice(1).map(Number);
// Black, or what pages take for it.
const isPlain = (colour) => PLAIN.test(colour) || Boolean(channels(colour)?.every((channel) => channel < 90));

// The styles of a pasted document: `of(element)` has what its rules and its attribute say.
export class Styles {
  constructor(sheets) {
    this.rules = new Map();
    for (const sheet of sheets) this.#add(sheet.replace(COMMENT, ""));
  }

  #add(text) {
    for (const rule of text.split("}")) {
      const [selectors, body] = rule.split("{").slice(-2);
      if (body === undefined) continue;
      for (const selector of selectors.split(",").map((each) => each.trim().toLowerCase())) {
        if (!SELECTOR.test(selector)) continue;
        this.rules.set(selector, { ...this.rules.get(selector), ...declarations(body) });
      }
    }
  }

  of(element) {
    const tag = element.localName;
    const classes = [...element.classList].map((name) => `.${name.toLowerCase()}`);
    const rules = [tag, ...classes, ...classes.map((name) => tag + name)].map((name) => this.rules.get(name));
    return Object.assign({}, ...rules, declarations(element.dataset?.style ?? ""));
  }
}

export const isHidden = (element, style) =>
  element.localName === "del" ||
  element.hidden ||
  style.display === "none" ||
  style.visibility === "hidden" ||
  style["mso-hide"] === "all";

// What the words in an element look like, given what they would look like around it.
export function looksOf(element, style, around) {
  const tag = element.localName;
  const looks = { ...around };
  if (tag === "b" || tag === "strong") looks.bold = true;
  if (["i", "em", "cite", "dfn", "var"].includes(tag)) looks.italic = true;
  if (tag === "sup" || tag === "sub") looks.raised = tag;
  if (tag === "u") looks.underlined = true;
  if (tag === "s" || tag === "strike") looks.crossed = true;
  if (tag === "mark") looks.coloured = true;
  return readStyle(element, style, looks);
}

function readStyle(element, style, looks) {
  const weight = style["font-weight"];
  if (weight) looks.bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  if (style["font-style"]) looks.italic = /italic|oblique/.test(style["font-style"]);
  const raised = { super: "sup", sub: "sub", baseline: "" }[style["vertical-align"]];
  if (raised !== undefined) looks.raised = raised;
  const lines = `${style["text-decoration"] ?? ""} ${style["text-decoration-line"] ?? ""}`;
  if (lines.includes("underline")) looks.underlined = true;
  if (lines.includes("line-through")) looks.crossed = true;
  const colour = style.color ?? element.getAttribute("color")?.toLowerCase();
  if (colour !== undefined) looks.colour = isPlain(colour) ? "" : colour;
  const behind = style["mso-highlight"] ?? style["background-color"] ?? style.background ?? "";
  if (INLINE.has(element.localName) && !PAPER.test(behind)) looks.coloured = true;
  return looks;
}
