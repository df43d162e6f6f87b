// Headings of a pasted text, brought down to the two levels that ours have.

const OWN = /^h([1-6])$/;

function levelOf(element) {
  if (/\bMsoTitle\b/.test(element.className)) return 0;
  const role = element.getAttribute("role") === "heading" && Number(element.getAttribute("aria-level") || 2);
  return role || Number(element.localName.match(OWN)?.[1] ?? NaN);
}

// Each heading with "h3" or "h4": the highest level that occurs is our first, all below it our second. One lonely title
// above chapters and their parts takes no level of its own.
export function levels(document) {
  const found = new Map();
  for (const element of document.querySelectorAll("h1, h2, h3, h4, h5, h6, .MsoTitle, [role=heading]")) {
    const level = levelOf(element);
    if (!Number.isNaN(level) && element.textContent.trim()) found.set(element, level);
  }
  const all = [...found.values()];
  const [top, second, third] = [...new Set(all)].sort();
  const isTitle = third !== undefined && all.filter((level) => level === top).length === 1;
  const lowest = isTitle ? second : top;
  return new Map([...found].map(([element, level]) => [element, level <= lowest ? "h3" : "h4"]));
}
