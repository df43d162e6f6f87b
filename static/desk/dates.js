// Keeps the line below a date field true while people type. Without it, the line is right each time the form is shown.
"use strict";
{
  const address = document.currentScript.dataset.address;
  const WAIT = 250;
  const timers = new WeakMap();

  const read = async (input) => {
    const line = document.getElementById(`${input.id}_reads`);
    const text = input.value;
    if (!line) return;
    const answer = await fetch(`${address}?text=${encodeURIComponent(text)}`);
    if (!answer.ok || input.value !== text) return;
    const explained = await answer.json();
    line.textContent = explained.line;
    line.classList.toggle("asks", !explained.ok || explained.long);
  };

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches("[data-imprecise-date]")) return;
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(read, WAIT, input));
  });
  document.documentElement.classList.add("with-script");
}
