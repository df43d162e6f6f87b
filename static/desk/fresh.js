// Back never shows an older form than what is saved: browsers neither fill in what stood in it before, nor show the page
// as they left it. This runs while the form is read, before its first field.
"use strict";
{
  document.currentScript.closest("form").autocomplete = "off";
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
