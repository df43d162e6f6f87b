// A pasted text as a document, with the styles that came with it put aside: a browser under our policy would complain of
// each one, and apply none.

const SHEET = /<style\b[^>]*>([\s\S]*?)(?:<\/style\s*>|$)/gi;
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*>/gi;
const STYLE = /([\s/"'])(style|on[a-z]+)(?=\s*=)/gi;

// The same HTML, where each style is `data-style`, and what would be a script is as harmless.
export const unstyled = (html) => html.replace(SHEET, "").replace(TAG, (tag) => tag.replace(STYLE, "$1data-$2"));

export function parse(html) {
  const sheets = [...html.matchAll(SHEET)].map(([, text]) => text);
  return { document: new DOMParser().parseFromString(unstyled(html), "text/html"), sheets };
}
