// Tables of a pasted text; those that only put things in their place are none.
import { looksOf } from "./styles.js";

const SPAN = /^([2-9]|[1-9][0-9])$/;
const span = (cell, name) => (SPAN.test(cell.getAttribute(name) ?? "") ? cell.getAttribute(name) : "");
const isEmpty = (row) => !row.textContent.trim() && !row.querySelector("img");

const isLayout = (table) =>
  /^(presentation|none)$/.test(table.getAttribute("role") ?? "") ||
  table.querySelector("table") ||
  (table.rows.length === 1 && table.rows[0].cells.length === 1);

// Whether all that a first row says is bold, which is how spreadsheets and letters mark titles.
function isTitle(row, styles) {
  const cells = [...row.cells].filter((cell) => cell.textContent.trim());
  const bold = (cell) => [cell, ...cell.querySelectorAll("*")].some((each) => looksOf(each, styles.of(each), {}).bold);
  return row.parentElement.localName === "thead" || (cells.length > 0 && cells.every(bold));
}

function readRow(reader, row, looks, tag) {
  const rowLooks = looksOf(row, reader.styles.of(row), looks);
  reader.writer.inside("tr", {}, () => {
    for (const cell of row.cells) {
      const spans = { colspan: span(cell, "colspan"), rowspan: span(cell, "rowspan") };
      const write = () => reader.inside(cell, looksOf(cell, reader.styles.of(cell), rowLooks));
      reader.writer.inside(tag || cell.localName, spans, write);
    }
  });
}

export function readTable(reader, table, looks) {
  if (isLayout(table)) return reader.block(table, looks, "p");
  const rows = [...table.rows];
  while (rows.length && isEmpty(rows.at(-1))) rows.pop();
  const tag = rows.length > 1 && isTitle(rows[0], reader.styles) ? "th" : "";
  if (table.caption) reader.block(table.caption, looks, "p");
  const write = () => rows.forEach((row, index) => readRow(reader, row, looks, index ? "" : tag));
  reader.writer.inside("table", {}, () => reader.writer.inside("tbody", {}, write));
}
