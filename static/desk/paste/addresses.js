// Addresses in pasted text: completed where people leave the beginning out, and freed from what counts their readers.

const MAILBOX = /^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/;
// Programs that send readers round: the address is in one of their parameters.
const ROUNDABOUT = [
  [/^https:\/\/www\.google\.[a-z.]+\/url\?/i, ["q", "url"]],
  [/^https:\/\/[\w.-]+\.safelinks\.protection\.outlook\.com\//i, ["url"]],
];
const WRITTEN = /(?:https?:\/\/|www\.)[^\s<>"„“”«»]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gi;
const TAIL = /[.,;:!?'’)\]}»…]+$/;

function straight(address) {
  for (const [pattern, names] of ROUNDABOUT) {
    if (!pattern.test(address)) continue;
    const parameters = new URL(address).searchParams;
    const inner = names.map((name) => parameters.get(name)).find((value) => /^https?:\/\//i.test(value ?? ""));
    if (inner) return inner;
  }
  return address;
}

// The whole of an address, or "" for one that leads nowhere from here: a file on somebody's disk, a script.
export function complete(address) {
  const text = address.trim();
  if (/^www\./i.test(text)) return `https://${text}`;
  if (/^\/\/[\w-]/.test(text)) return `https:${text}`;
  if (MAILBOX.test(text)) return `mailto:${text}`;
  if (/^mailto:/i.test(text) || /^\/(?![/\\])/.test(text)) return text;
  return /^https?:\/\/[^/]/i.test(text) && URL.canParse(text) ? straight(text) : "";
}

// The end of a sentence is no part of an address; a bracket that it opened itself is.
function whole(found) {
  const end = found.replace(TAIL, "");
  return found.startsWith(`${end})`) && end.includes("(") && !end.includes(")") ? `${end})` : end;
}

// Words as [words, address or ""]: addresses that were only typed become links.
export function linked(text) {
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(WRITTEN)) {
    const words = whole(match[0]);
    const address = complete(words);
    if (!address) continue;
    parts.push([text.slice(done, match.index), ""], [words, address]);
    done = match.index + words.length;
  }
  return [...parts, [text.slice(done), ""]].filter(([words]) => words);
}
