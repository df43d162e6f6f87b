// Gives what scripts draw (autocomplete boxes, the rich text editor) the name of the field that they stand for.
"use strict";
{
  const nameOf = (field) => {
    const label = field.labels?.[0] || document.querySelector(`label[for="${field.id}"]`);
    return label ? label.textContent.trim().replace(/:$/, "") : "";
  };
  const describe = (field, drawn) => {
    const told = field.getAttribute("aria-describedby");
    if (told) drawn.setAttribute("aria-describedby", told);
  };
  const nameSelect = (select) => {
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    const drawn = box?.querySelector(".select2-search__field") || box;
    if (!drawn) return;
    const chosen = box.querySelector(".select2-selection__rendered")?.id || "";
    drawn.setAttribute("aria-label", nameOf(select));
    if (drawn === box && chosen) {
      box.id = box.id || `${select.id}-box`;
      box.setAttribute("aria-labelledby", `${box.id} ${chosen}`);
    }
    describe(select, drawn);
  };
  const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(nameSelect);

  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    editor.view.dom.setAttribute("aria-label", nameOf(textarea));
    editor.view.dom.setAttribute("role", "textbox");
    editor.view.dom.setAttribute("aria-multiline", "true");
    describe(textarea, editor.view.dom);
  });
  window.addEventListener("load", () => nameAll(document));
  document.addEventListener("formset:added", (event) => setTimeout(nameAll, 0, event.target));
}
