// Asks before a page is left with words that are not saved.
"use strict";
{
  const form = document.querySelector("#content-main form[id$=_form]");
  const words = () => new URLSearchParams(new FormData(form)).toString();
  let opened = null;
  let sent = false;

  // What scripts fill in at the start is no word of the editor's: look when the page is loaded, or touched before.
  const look = () => (opened ??= words());
  const unsaved = () => !sent && (document.querySelector("[data-unsaved], .filled-in") || (opened !== null && opened !== words()));

  if (form) {
    for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, look, { capture: true, once: true });
    window.addEventListener("load", look);
    form.addEventListener("submit", (event) => {
      sent = event.submitter?.formTarget !== "_blank";
    });
    window.addEventListener("beforeunload", (event) => {
      if (unsaved()) event.preventDefault();
    });
  }
}
