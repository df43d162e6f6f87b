// Says on a button that it works, and sends each form once. What is sent twice all the same is done once by the server.
"use strict";
{
  const words = document.currentScript.dataset.working;
  const PATIENCE = 15000; // then one may press again: the line may be lost
  const sent = new Map(); // form: when, and what its buttons said before

  const isAlike = (button) => (other) => other.name === button.name && other.value === button.value;
  const alike = (form, button) => [...form.elements].filter((each) => each.type === "submit").filter(isAlike(button));

  const say = (button) => {
    if (button.tagName === "INPUT") button.value = words;
    else button.textContent = words;
    button.setAttribute("aria-disabled", "true");
  };

  const restore = (form) => {
    for (const [button, value, text] of sent.get(form).buttons) {
      if (button.tagName === "INPUT") button.value = value;
      else button.replaceChildren(...text);
      button.removeAttribute("aria-disabled");
    }
    form.removeAttribute("aria-busy");
    sent.delete(form);
  };

  const mark = (form, button) => {
    const buttons = button ? alike(form, button) : [];
    sent.get(form).buttons = buttons.map((each) => [each, each.value, [...each.childNodes]]);
    form.setAttribute("aria-busy", "true");
    buttons.forEach(say);
  };

  const send = (event) => {
    const form = event.target;
    const button = event.submitter;
    if (event.defaultPrevented || form.method !== "post" || (button?.formTarget || form.target) === "_blank") return;
    if (sent.has(form) && Date.now() - sent.get(form).at < PATIENCE) {
      event.preventDefault();
      return;
    }
    if (sent.has(form)) restore(form);
    sent.set(form, { at: Date.now(), buttons: [] });
    // Only once the browser has taken what is sent, the button's own name and value with it.
    setTimeout(() => (event.defaultPrevented ? sent.delete(form) : mark(form, button)));
  };

  const restoreAll = () => [...sent.keys()].forEach(restore);

  // Last of all who listen, so that what somebody else holds back is not taken for sent.
  window.addEventListener("submit", send);
  window.addEventListener("pageshow", restoreAll);
  // The browser stops loading.
  window.addEventListener("keydown", (event) => event.key === "Escape" && restoreAll());
}
