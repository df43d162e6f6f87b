// Rows in order: buttons that move a row up or down, and dragging as an extra. The numbers typed without a script are
// what is sent; here they are filled in.
"use strict";
{
  const numberOf = (row) => row.querySelector("[data-row-number]");
  // Rows that the editor may only read have no number: they stand first, and stand still.
  const allOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const rowsOf = (group) => allOf(group).filter(numberOf);
  let dragged = null;

  const renumber = (group) => {
    const rows = rowsOf(group);
    const still = allOf(group).length - rows.length;
    rows.forEach((row, index) => {
      numberOf(row).value = still + index + 1;
      row.querySelector(".inline_label").textContent = `#${still + index + 1}`;
      const [up, down] = row.querySelectorAll("button.move");
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === rows.length - 1;
    });
  };

  // The empty row, which is last, is there for whoever may add.
  const putLast = (group, rows) => {
    const end = group.querySelector(".empty-form");
    rows.forEach((row) => row.parentNode.insertBefore(row, end));
  };

  const sort = (group) => {
    const rows = rowsOf(group);
    const key = (row) => Number(numberOf(row).value) || Number.MAX_VALUE;
    const sorted = rows.map((row, index) => [key(row), index, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    putLast(group, sorted.map(([, , row]) => row));
    renumber(group);
  };

  const move = (button, step) => {
    const row = button.closest(".inline-related");
    const group = row.closest(".rows");
    const rows = rowsOf(group);
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    renumber(group);
    (button.disabled ? row.querySelector("button.move:not(:disabled)") : button)?.focus();
  };

  const button = (label, sign, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "move";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", () => move(made, step));
    return made;
  };

  const handle = (label) => {
    const made = document.createElement("span");
    made.className = "drag";
    made.draggable = true;
    made.title = label;
    made.textContent = "⠿";
    made.setAttribute("aria-hidden", "true");
    made.addEventListener("dragstart", (event) => {
      dragged = made.closest(".inline-related");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setDragImage(dragged, 0, 0);
    });
    made.addEventListener("dragend", () => (dragged = null));
    return made;
  };

  const equip = (row, words) => {
    row.querySelectorAll("button.move, .drag").forEach((old) => old.remove());
    const label = row.querySelector(".inline_label");
    label.after(" ", button(words.up, "↑", -1), " ", button(words.down, "↓", 1), " ", handle(words.drag));
  };

  const place = (event) => {
    const row = event.target.closest(".inline-related");
    if (!dragged || !row || !numberOf(row) || row.closest(".rows") !== dragged.closest(".rows")) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    if (row === dragged) return;
    if (event.clientY < box.top + box.height / 2) row.before(dragged);
    else row.after(dragged);
  };

  const start = (group) => {
    rowsOf(group).forEach((row) => equip(row, group.dataset));
    sort(group);
    group.addEventListener("dragover", place);
    group.addEventListener("drop", (event) => {
      place(event);
      renumber(group);
    });
    group.classList.add("in-order");
  };

  const ordered = () => [...document.querySelectorAll(".rows")].filter((group) => group.querySelector("[data-row-number]"));

  document.addEventListener("DOMContentLoaded", () => ordered().forEach(start));
  document.addEventListener("formset:added", (event) => {
    const group = event.target.closest(".rows.in-order");
    if (!group) return;
    equip(event.target, group.dataset);
    renumber(group);
  });
  // Django numbers the fields of all rows anew when one goes, in the order of the page: those that are saved already
  // must stand first at that moment.
  document.addEventListener("formset:removed", () => {
    document.querySelectorAll(".rows.in-order").forEach((group) => {
      renumber(group);
      const rows = rowsOf(group);
      const first = rows.filter((row) => row.classList.contains("has_original"));
      putLast(group, [...first, ...rows.filter((row) => !first.includes(row))]);
      queueMicrotask(() => sort(group));
    });
  });
  // Django's links that are called buttons answer to Enter only.
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches("a[role=button]")) return;
    event.preventDefault();
    event.target.click();
  });
}
