// Applies a filter as soon as it is chosen. Without this file the button "Apply filters" does it.

const results = document.getElementById("the_results");
const panel = document.querySelector(".narrow");
let shown = location.pathname + location.search;
let waiting;

// What is folded out stays so, and who has just chosen something stays there.
const place = ({ name, value, type }) => `[name="${name}"]${type === "checkbox" ? `[value="${CSS.escape(value)}"]` : ""}`;
const named = (root) => new Map([...root.querySelectorAll("details")].map((fold) => [nameOf(fold), fold]));
const nameOf = (fold) => [fold, ...ancestors(fold)].map((each) => each.querySelector("summary").textContent.replace(/\d+/g, "")).join(" › ");
function* ancestors(fold) {
  while ((fold = fold.parentElement?.closest("details"))) yield fold;
}

function swapPanel(page) {
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
  const open = named(panel);
  const fresh = page.querySelector(".narrow");
  for (const [name, fold] of named(fresh)) fold.open = open.get(name)?.open ?? fold.open;
  panel.replaceChildren(...fresh.childNodes);
  prepare();
  if (focused) (panel.querySelector(place(focused)) ?? panel.querySelector("input")).focus({ preventScroll: true });
}

// The sentence stays where it is, so that a screen reader hears that it changed.
function swapResults(page) {
  const sentence = results.querySelector("[role=status]");
  const fresh = page.getElementById("the_results");
  const said = fresh.querySelector("[role=status]");
  const all = [...fresh.childNodes];
  const at = all.indexOf(said);
  for (const old of [...results.childNodes]) if (old !== sentence) old.remove();
  sentence.before(...all.slice(0, at));
  sentence.after(...all.slice(at + 1));
  sentence.replaceChildren(...said.childNodes);
}

async function show(address, keep) {
  waiting?.abort();
  waiting = new AbortController();
  results.ariaBusy = "true";
  try {
    const answer = await fetch(address, { signal: waiting.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { pathname, search } = new URL(answer.url);
    shown = pathname + search;
    if (keep) history.pushState(null, "", shown);
    document.title = page.title;
    swapPanel(page);
    swapResults(page);
    results.ariaBusy = null;
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function prepare() {
  for (const button of panel.querySelectorAll(".panel > button")) button.hidden = true;
}

panel.addEventListener("change", ({ target }) => {
  const form = target.closest("form");
  if (!form || target.type === "search") return;
  show(`${form.action}?${new URLSearchParams(new FormData(form))}`, true);
});
addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) show(location.href, false);
});
prepare();
