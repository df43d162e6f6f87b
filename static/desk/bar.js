// The bar at the foot of a form: what is scrolled to stops above it, and on a phone its lesser buttons are folded.
"use strict";
{
  const bar = document.querySelector(".bar");
  const root = document.documentElement;
  const covered = () => (getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0);

  if (bar) {
    const more = bar.querySelector("details.more");
    const wide = matchMedia("(min-width: 48rem)");
    const fold = () => more && (more.open = wide.matches);
    wide.addEventListener("change", fold);
    fold();
    new ResizeObserver(() => root.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
    // The text editor scrolls to its cursor by itself, and does not know the bar.
    document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
      const edge = { top: 5, right: 5, left: 5, get bottom() { return covered() + 20; } };
      editor.view.setProps({ scrollMargin: edge, scrollThreshold: edge });
    });
  }
}
