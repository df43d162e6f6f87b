// The lists of Word and Outlook: paragraphs that say their level and bring their marker along as text.

const NUMBER = /^[\s(]*(\d+|[a-z]|[ivxlcdm]+)\s*[.)]/i;

const levelOf = (paragraph, styles) => Number(styles.of(paragraph)["mso-list"]?.match(/level(\d)/)?.[1] ?? 0);
const isMarker = (element, styles) => styles.of(element)["mso-list"] === "ignore";

// The text of an item's marker, which goes.
function takeMarker(paragraph, styles) {
  const marker = [...paragraph.querySelectorAll("[data-style]")].find((element) => isMarker(element, styles));
  const text = marker?.textContent ?? "";
  marker?.remove();
  return text;
}

function listFor(marker, document) {
  const number = marker.match(NUMBER)?.[1];
  const list = document.createElement(number ? "ol" : "ul");
  if (Number(number) > 1) list.setAttribute("start", number);
  return list;
}

// Puts an item at its level: `open` are the lists that it may stand in, outermost first.
function put(paragraph, level, marker, open) {
  const list = listFor(marker, paragraph.ownerDocument);
  open.length = Math.min(open.length, level);
  // A list of the other kind at the same level is another list.
  if (open.length === level && open.at(-1).localName !== list.localName) open.pop();
  if (open.length < level) {
    if (open.length) open.at(-1).lastElementChild.append(list);
    else paragraph.before(list);
    open.push(list);
  }
  const item = paragraph.ownerDocument.createElement("li");
  item.append(paragraph);
  open.at(-1).append(item);
}

// Whether something stands between two elements that a reader sees.
const isNext = (previous, element) => previous && previous === element.previousElementSibling;

export function regroup(document, styles) {
  let open = [];
  for (const paragraph of document.querySelectorAll("p, div")) {
    const level = levelOf(paragraph, styles);
    if (!level || paragraph.querySelector("p, div")) continue;
    if (!isNext(open[0], paragraph)) open = [];
    put(paragraph, level, takeMarker(paragraph, styles), open);
  }
}
