// The panel of events in a taskforce's form: another page of it, or a search, takes the place of the rows, and all that
// is typed around them stays. Without a script the form is sent and drawn again.
"use strict";
{
  const panel = document.getElementById("events");
  const shown = panel?.querySelector("[data-events]");
  const form = panel?.closest("form");
  const NUMBER = "input[type=number]";

  // A place that nobody changed is not sent: it is no unsaved word.
  const tidy = (input) => {
    const before = input.nextElementSibling;
    const changed = input.value !== before.value;
    for (const field of [input, before]) {
      field.dataset.name ||= field.name;
      if (changed) field.name = field.dataset.name;
      else field.removeAttribute("name");
    }
  };

  const page = () => shown.querySelector("[name=events_page], [data-name=events_page]");
  const query = () => shown.querySelector("#events-query");
  const equip = () => {
    shown.querySelectorAll(NUMBER).forEach(tidy);
    for (const field of [page(), query()].filter(Boolean)) {
      field.dataset.name ||= field.name;
      field.removeAttribute("name");
    }
  };

  const typed = () => {
    const sent = new FormData();
    const fields = shown.querySelectorAll("input[name]:not([type=checkbox]), input[type=checkbox]:checked");
    fields.forEach((field) => sent.append(field.name, field.value));
    sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return sent;
  };

  const say = () => {
    panel.querySelector("[role=status]").textContent = shown.querySelector(".count")?.textContent || "";
  };

  const turn = async (number, focus) => {
    const sent = typed();
    sent.append("_events", number);
    sent.append("events_query", query()?.value || "");
    panel.setAttribute("aria-busy", "true");
    const answer = await fetch(panel.dataset.address, { method: "POST", body: sent }).catch(() => null);
    panel.removeAttribute("aria-busy");
    const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = fresh && fresh.querySelector("[data-events]");
    if (!rows) return false;
    shown.replaceChildren(...rows.childNodes);
    equip();
    say();
    (shown.querySelector(focus) || shown.querySelector("#events-query"))?.focus();
    return true;
  };

  // Where no page comes (the line is lost, the session is over), the browser sends the form as it would without this.
  const press = async (button, focus) => {
    if (await turn(button.value, focus)) return;
    [page(), query()].filter(Boolean).forEach((field) => (field.name = field.dataset.name));
    form.requestSubmit(button);
  };

  if (shown) {
    equip();
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=_events]");
      if (!button) return;
      event.preventDefault();
      press(button, button.closest(".pages") ? "[aria-current]" : "#events-query");
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== query()) return;
      event.preventDefault();
      press(query().parentNode.querySelector("button"), "#events-query");
    });
    panel.addEventListener("input", (event) => event.target.matches(NUMBER) && tidy(event.target));
    // After a save, the same page again.
    form.addEventListener("submit", () => {
      if (page()) page().name = page().dataset.name;
    });
  }
}
