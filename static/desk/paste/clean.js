// Pasted HTML, from whatever program, as what the editor keeps: the one place where that is decided. Pure.
import { Reader } from "./reader.js";
import { parse } from "./source.js";

// {html, notes, left, pictures}: the text; its notes as list items, numbered from `first` and named with `token`; what was
// left out, by kind and how often; and the pictures that were in it, with their data where it came along.
export function clean(html, { token = "t", first = 1 } = {}) {
  const source = parse(html);
  const reader = new Reader(source, token, first);
  const text = reader.text(source.document.body);
  const notes = reader.footnotes.notes.map((note, index) => reader.note(note, index));
  return { html: text, notes, left: reader.report.left, pictures: reader.report.pictures };
}
