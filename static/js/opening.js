// Opens an event of the timeline in place, in a dialog at the address of the dossier with #<event-slug>.
// Without this file the link leads to the event's own page, and the address to its place on the timeline.

const entry = (slug) => document.querySelector(`.entry[id="${CSS.escape(slug)}"]`);
const link = (slug) => entry(slug)?.querySelector(".entry-title a");
const asked = () => decodeURIComponent(location.hash.slice(1));
// The place on this timeline of the event that a link leads to.
const place = (clicked) =>
  [...document.querySelectorAll(".entry-title a")].find((one) => one.href === clicked?.href)?.closest(".entry").id;

let dialog;
let shown = "";
let returnTo;

function build() {
  dialog = document.createElement("dialog");
  dialog.className = "opening";
  dialog.setAttribute("aria-labelledby", "opening_title");
  dialog.innerHTML = '<div class="opening-bar"><a class="more"></a><button type="button"></button></div><div></div>';
  const words = document.getElementById("the_timeline").dataset;
  dialog.querySelector("a").textContent = words.wayOut;
  dialog.querySelector("button").textContent = words.close;
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", left);
  document.body.append(dialog);
}

// One level down: the page has its h1 already. Two elements of one page may not share an id.
function fitted(article) {
  for (const level of [5, 4, 3, 2, 1]) {
    for (const old of article.querySelectorAll(`h${level}`)) {
      const heading = document.createElement(`h${level + 1}`);
      heading.append(...old.childNodes);
      old.replaceWith(heading);
    }
  }
  for (const marked of article.querySelectorAll("[id]")) marked.removeAttribute("id");
  const title = article.querySelector("h2");
  title.id = "opening_title";
  title.tabIndex = -1;
  return article;
}

async function open(slug) {
  const source = link(slug);
  shown = slug;
  try {
    const answer = await fetch(source.href);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (shown !== slug) return;
    if (!dialog) build();
    dialog.querySelector("a").href = source.href;
    dialog.lastChild.replaceChildren(fitted(page.querySelector("article.event")));
    returnTo ??= source;
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    document.getElementById("opening_title").focus();
  } catch {
    location.replace(source.href);
  }
}

// The dialog was closed by button, Escape or a click beside it, or by going back: then the address is right already.
function left() {
  dialog.lastChild.replaceChildren();
  if (entry(asked())) {
    if (history.state?.opened) history.back();
    else history.replaceState(null, "", location.pathname + location.search);
  }
  shown = "";
  returnTo?.focus();
  returnTo = undefined;
}

// What is open follows the address.
function follow() {
  const slug = asked();
  if (link(slug)) {
    if (slug !== shown) open(slug);
  } else {
    shown = "";
    if (dialog?.open) dialog.close();
  }
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const clicked = event.target.closest("a:not(.opening-bar a)");
  const slug = place(clicked);
  if (!slug) return;
  event.preventDefault();
  if (dialog?.open) {
    // From one event to its neighbour: going back still leads out of the dialog.
    history.replaceState(history.state, "", `#${slug}`);
  } else {
    returnTo = clicked;
    history.pushState({ opened: true }, "", `#${slug}`);
  }
  follow();
});
addEventListener("popstate", follow);
addEventListener("hashchange", follow);
follow();
