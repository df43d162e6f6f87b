// Footnotes and endnotes of any program: a link in the text to something that links back. And comments, which go.

const COMMENT_NAME = /^_?(msocom|msoanchor|anchor|cmnt)/i;
const COMMENT = "[data-style*='mso-element:comment'], .MsoCommentReference, .msocomanchor";

const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const fragment = (link) => decode(link.getAttribute("href").match(/#([^#]*)$/)?.[1] ?? "");
const names = (element) => [element?.id, element?.getAttribute("name")].filter(Boolean);
// A link is called by its own name, or by that of what it stands in.
const namesOf = (link) => [link, link.parentElement, link.closest("sup")].flatMap(names);

function byName(document) {
  const found = new Map();
  for (const element of document.querySelectorAll("[id], [name]")) {
    for (const name of names(element)) if (!found.has(name)) found.set(name, element);
  }
  return found;
}

const isBefore = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

// The link in a note that leads back to where it is referred to.
const wayBack = (target, link) =>
  [target, ...target.querySelectorAll("a[href]")].find(
    (each) => each.matches("a[href*='#']") && namesOf(link).includes(fragment(each)),
  );

// The largest element around a note in which there is neither another note nor the text that refers to it.
function around(target, others) {
  let element = target;
  while (element.localName !== "li" && element.parentElement && element.parentElement.localName !== "body") {
    if (others.some((other) => other !== target && element.parentElement.contains(other))) break;
    element = element.parentElement;
  }
  return element;
}

function pairs(document) {
  const named = byName(document);
  const links = [...document.querySelectorAll("a[href*='#']")];
  return links.flatMap((link) => {
    const target = named.get(fragment(link));
    const back = target && isBefore(link, target) && wayBack(target, link);
    return back ? [{ link, target, back }] : [];
  });
}

// Takes away what others wrote at the edge; how many comments there were.
export function dropComments(document) {
  const comments = pairs(document).filter(({ link }) => COMMENT_NAME.test(fragment(link)));
  const edges = comments.flatMap(({ link, target }) => [link, target]);
  const texts = comments.map(({ target }) => around(target, edges));
  const elsewhere = document.querySelectorAll("a[href*='#_msocom']").length;
  const marks = comments.map(({ link }) => link.closest("sup, .MsoCommentReference") ?? link);
  for (const element of [...texts, ...marks, ...document.querySelectorAll(COMMENT)]) element.remove();
  return comments.length + elsewhere;
}

// Takes the notes out of the text: what each holds, in the order of their numbers. The links to them are told in `links`,
// link to index; the first link to a note is the one that it leads back to.
export function takeNotes(document) {
  const all = pairs(document);
  const edges = all.flatMap(({ link, target }) => [link, target]);
  const targets = [...new Set(all.map(({ target }) => target))];
  const links = new Map(all.map(({ link, target }) => [link, targets.indexOf(target)]));
  const backs = all.map(({ back }) => back);
  const notes = targets.map((target) => around(target, edges));
  for (const note of notes) note.remove();
  for (const back of backs) (back.closest("sup") ?? back).remove();
  return { notes, links };
}
