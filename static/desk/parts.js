// A link to a folded part unfolds it, also where a browser does not do so by itself.
"use strict";
{
  document.querySelector("nav.parts")?.addEventListener("click", (event) => {
    const target = event.target.closest("a") && document.getElementById(event.target.closest("a").hash.slice(1));
    const folded = target?.closest("fieldset.collapse details") ?? target?.querySelector("fieldset.collapse > details");
    if (folded) folded.open = true;
  });
}
