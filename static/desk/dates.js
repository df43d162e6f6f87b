// Keeps the line below a date field true while people type, and offers the nearest date in the place of what cannot be
// read. Without it, both are right each time the form is shown.
"use strict";
{
  const address = document.currentScript.dataset.address;
  const WAIT = 250;
  const timers = new WeakMap();

  const button = ({ label, text, other }) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: label });
    Object.assign(made.dataset, { text, other });
    return made;
  };

  const read = async (input) => {
    const line = document.getElementById(`${input.id}_reads`);
    const text = input.value;
    if (!line) return;
    const query = new URLSearchParams({ text, side: input.dataset.side || "" });
    const answer = await fetch(`${address}?${query}`);
    if (!answer.ok || input.value !== text) return;
    const explained = await answer.json();
    line.textContent = explained.line;
    line.classList.toggle("asks", !explained.ok || explained.long || explained.ranged);
    document.getElementById(`${input.id}_nearest`)?.replaceChildren(...explained.nearest.map(button));
  };

  const type = (input, text) => {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // A date that was offered goes into its field, and the other end of a range into the field beside it.
  const take = (event) => {
    const pressed = event.target.closest(".nearest-dates button");
    if (!pressed) return;
    event.preventDefault();
    const input = document.getElementById(pressed.parentElement.id.replace(/_nearest$/, ""));
    const { text, other } = pressed.dataset;
    input.focus();
    type(input, text);
    if (other) type(input.form.elements[input.dataset.other], other);
  };

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches("[data-imprecise-date]")) return;
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(read, WAIT, input));
  });
  document.addEventListener("click", take);
  document.documentElement.classList.add("with-script");
}
