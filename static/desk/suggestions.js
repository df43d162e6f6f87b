// Draws what a box suggests as buttons: one press chooses. Without a script the same rows are options of the box.
"use strict";
{
  const $ = window.django?.jQuery;
  const groupOf = (select) => select.closest(".rows");
  const boxes = (select) => {
    const inside = groupOf(select)?.querySelectorAll("select[data-suggestions]") ?? [select];
    return [...inside].filter((box) => !box.closest(".empty-form"));
  };
  const empty = (select) => boxes(select).find((box) => !box.value);

  // The box to fill: one without a value, or that of a new row.
  const free = (select) => {
    if (!groupOf(select)) return select;
    if (!empty(select)) groupOf(select).querySelector(".add-row a")?.click();
    return empty(select);
  };

  const choose = (select, key) => {
    const box = free(select);
    if (!box) return;
    box.value = key;
    $(box).trigger("change");
    box.nextElementSibling?.querySelector(".select2-selection")?.focus();
  };

  const button = (select, option) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "suggestion";
    made.value = option.value;
    made.textContent = option.text;
    made.addEventListener("click", () => choose(select, option.value));
    return made;
  };

  const draw = (select) => {
    const line = document.createElement("p");
    const title = document.createElement("span");
    line.className = "suggestions";
    title.textContent = select.dataset.suggestions;
    const offered = [...select.options].filter((option) => option.value);
    line.append(title, ...offered.map((option) => button(select, option)));
    const group = groupOf(select);
    if (group) group.querySelector(".inline-related").before(line);
    else select.closest(".related-widget-wrapper").after(line);
    const tidy = () => {
      const chosen = new Set(boxes(select).map((box) => box.value));
      line.querySelectorAll("button").forEach((each) => (each.hidden = chosen.has(each.value)));
      line.hidden = !line.querySelector("button:not([hidden])");
    };
    $(document).on("change", "select[data-suggestions]", tidy);
    document.addEventListener("formset:removed", tidy);
    tidy();
  };

  // Once for a box, or for all boxes of a group of rows; the rows to copy and what is chosen in the first row stand aside.
  const seen = new Set();
  const firsts = [...document.querySelectorAll("select[data-suggestions]")].filter((select) => {
    const place = groupOf(select) ?? select;
    return seen.has(place) ? false : seen.add(place);
  });
  if ($) $(() => firsts.forEach(draw));
}
