// Opens an event of the timeline in place, in a dialog at the address of the dossier with #<event-slug>.
// Without this file the link leads to the event's own page, and the address to its place on the timeline.

// Of an event that has no more to tell, the link leads to its page.
const titles = () => [...document.querySelectorAll(".entry-title a[data-more]")];
const entry = (slug) => document.querySelector(`.entry[id="${CSS.escape(slug)}"]`);
const link = (slug) => entry(slug)?.querySelector(".entry-title a[data-more]");
const slugOf = (title) => title?.closest(".entry").id;
const asked = () => location.hash.slice(1);
// The place on this timeline of the event that a link leads to.
const place = (clicked) => slugOf(titles().find((title) => title.href === clicked?.href));
// The events before and after on the page, newer and older or the other way round; one without a date has neither.
const neighbour = (step) => {
  const dated = titles().filter((title) => title.closest(".entry").dataset.date);
  return dated.includes(link(shown)) ? slugOf(dated[dated.indexOf(link(shown)) + step]) : undefined;
};
const isFull = () => dialog?.lastElementChild.hasChildNodes();
// Where the arrow keys mean something else.
const OWN_KEYS = "table, video, iframe, input, select, textarea";
const title = document.title;
let dialog, waiting, returnTo;
let shown = "";
// Whether the browser is on its way back; a page that opens meanwhile would be left again.
let leaving = false;
// Whether a press began and ended beside the dialog: who selects text may come from inside, or end there.
let beside = false;

function build() {
  dialog = document.getElementById("event_dialog").content.firstElementChild.cloneNode(true);
  dialog.addEventListener("pointerdown", (event) => (beside = event.target === dialog));
  dialog.addEventListener("pointerup", (event) => (beside &&= event.target === dialog));
  dialog.addEventListener("click", (event) => {
    if ((event.target === dialog && beside) || event.target.closest("[data-close]")) dialog.close();
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (step) turnTo(neighbour(Number(step)));
  });
  dialog.addEventListener("close", left);
  waiting = dialog.lastElementChild.firstElementChild;
  document.body.append(dialog);
}

// On a slow line the dialog is there at once, with the title that the page has.
function wait(source) {
  if (!dialog) build();
  const article = waiting.cloneNode(true);
  article.querySelector("h2").textContent = source.textContent;
  show(article, source);
  dialog.ariaBusy = "true";
}

function show(article, source) {
  dialog.querySelector(".event-dialog-bar a").href = source.href;
  for (const button of dialog.querySelectorAll("[data-step]")) button.disabled = !neighbour(Number(button.dataset.step));
  Object.assign(article.querySelector("h2"), { id: "event_dialog_title", tabIndex: -1 });
  dialog.lastElementChild.replaceChildren(article);
  returnTo ??= source;
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  dialog.ariaBusy = null;
  document.getElementById("event_dialog_title").focus();
}

// One level down: the page has its h1 already. Two elements of one page may not share an id.
function fitted(article) {
  for (const level of [5, 4, 3, 2, 1]) {
    for (const old of article.querySelectorAll(`h${level}`)) {
      const heading = document.createElement(`h${level + 1}`);
      for (const { name, value } of old.attributes) heading.setAttribute(name, value);
      heading.append(...old.childNodes);
      old.replaceWith(heading);
    }
  }
  for (const marked of article.querySelectorAll("[id]:not([id^=note_], [id^=ref_])")) marked.removeAttribute("id");
  return article;
}

async function open(slug) {
  const source = link(slug);
  shown = slug;
  wait(source);
  try {
    const answer = await fetch(source.href);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (shown !== slug) return;
    document.title = page.title;
    show(fitted(page.querySelector("article.event")), source);
  } catch {
    if (shown === slug) location.replace(source.href); // a reader who has moved on meanwhile stays
  }
}

// The dialog was closed by button, Escape or a click beside it, or by going back: then the address is right already.
function left() {
  if (!isFull()) return;
  dialog.lastElementChild.replaceChildren();
  document.title = title;
  if (entry(asked())) {
    leaving = Boolean(history.state?.opened);
    if (leaving) history.back();
    else history.replaceState(null, "", location.pathname + location.search);
  }
  shown = "";
  // What is in a folded year cannot have the focus.
  returnTo?.closest("details")?.setAttribute("open", "");
  returnTo?.focus();
  returnTo = undefined;
}

// What is open follows the address.
function follow() {
  leaving = false;
  const slug = asked();
  if (link(slug)) {
    if (slug !== shown) open(slug);
  } else {
    shown = "";
    if (dialog?.open) dialog.close();
    if (slug && !document.getElementById(slug)) seek(slug);
  }
}

// A fragment that is no part of this page may mean an event that was renamed, filtered away or moved: the server knows.
async function seek(fragment) {
  const slug = fragment.match(/[\w-]+/)?.[0];
  const events = document.getElementById("event_dialog").dataset.events;
  const answer = slug && (await fetch(`${events}${slug}/`, { method: "HEAD" }).catch(() => null));
  if (!answer || asked() !== fragment) return;
  const here = place({ href: answer.url });
  if (here) location.replace(`#${here}`);
  else if (answer.ok || answer.status === 410) location.replace(answer.url);
}

// From one event to its neighbour: going back still leads out of the dialog, to the event read last.
function turnTo(slug) {
  if (!slug) return;
  history.replaceState(history.state, "", `#${slug}`);
  returnTo = link(slug);
  follow();
}

// From the text in the dialog to its note, or back: the address stays, since it names the event.
function jumped(clicked) {
  const target = clicked?.closest(".event-dialog") && dialog.querySelector(`[id="${CSS.escape(clicked.hash.slice(1))}"]`);
  if (!target) return false;
  if (!target.href) target.tabIndex = -1;
  target.focus();
  return true;
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const clicked = event.target.closest("a:not(.event-dialog-bar a)");
  if (clicked?.hash && jumped(clicked)) return event.preventDefault();
  const slug = place(clicked);
  if (!slug) return;
  event.preventDefault();
  // Closed, but the browser has not said so yet.
  if (!dialog?.open && isFull()) left();
  if (leaving) return addEventListener("popstate", () => clicked.click(), { once: true });
  // One that is still on its way counts as open.
  if (shown) {
    turnTo(slug);
  } else {
    returnTo = clicked;
    history.pushState({ opened: true }, "", `#${slug}`);
    follow();
  }
});
// Wherever the focus is: a browser that goes to a fragment may take it out of the dialog.
document.addEventListener("keydown", (event) => {
  const step = dialog?.open && { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (event.target.closest(OWN_KEYS)) return;
  event.preventDefault();
  turnTo(neighbour(step));
});
addEventListener("popstate", follow);
addEventListener("hashchange", follow);
follow();
