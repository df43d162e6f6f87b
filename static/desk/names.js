// Gives what scripts draw (autocomplete boxes, the rich text editor) the names and roles that a screen reader needs.
"use strict";
{
  const $ = window.django?.jQuery;
  const DRAWN = "select.select2-hidden-accessible";
  const labelOf = (field) => field.labels?.[0] || document.querySelector(`label[for="${field.id}"]`);
  const nameOf = (field) => labelOf(field)?.textContent.trim().replace(/:$/, "") || "";
  const describe = (field, drawn) => {
    const told = field.getAttribute("aria-describedby");
    if (told) drawn.setAttribute("aria-describedby", told);
  };

  const nameSelect = (select) => {
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    if (!box) return;
    const shown = box.querySelector("span.select2-selection__rendered");
    const typed = box.querySelector(".select2-search__field");
    box.setAttribute("aria-label", nameOf(select));
    if (shown) {
      // A box with a value is read with it; the part that shows the value is no field of its own.
      const label = labelOf(select);
      label.id ||= `${select.id}-label`;
      box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
      shown.setAttribute("role", "presentation");
      shown.removeAttribute("aria-readonly");
      shown.querySelector(".select2-selection__clear")?.setAttribute("aria-hidden", "true");
    }
    typed?.setAttribute("aria-label", nameOf(select));
    describe(select, typed || box);
  };

  const nameOpened = (select) => {
    const box = select.nextElementSibling.querySelector(".select2-selection");
    const list = `select2-${select.id}-results`;
    box.setAttribute("aria-controls", list);
    document.getElementById(list)?.setAttribute("aria-label", nameOf(select));
    const search = document.querySelector(".select2-container--open .select2-search--dropdown .select2-search__field");
    search?.setAttribute("aria-label", nameOf(select));
    search?.focus();
  };

  if ($?.fn.select2) {
    // Inside the page's main part: what opens belongs to it.
    $.fn.select2.defaults.set("dropdownParent", $("#content"));
    document.querySelectorAll("select.admin-autocomplete[multiple]").forEach((select) => {
      select.dataset.allowClear = "false";
    });
    $(document).on("select2:open", "select", (event) => nameOpened(event.target));
    $(document).on("change", DRAWN, (event) => setTimeout(nameSelect, 0, event.target));
  }
  const nameAll = (root) => root.querySelectorAll(DRAWN).forEach(nameSelect);
  // After Django has drawn the boxes, which may be later than the page is loaded.
  $?.(() => nameAll(document));
  document.addEventListener("formset:added", (event) => setTimeout(nameAll, 0, event.target));

  const nameEditor = ({ editor, textarea }) => {
    const drawn = editor.view.dom;
    drawn.setAttribute("aria-label", nameOf(textarea));
    drawn.setAttribute("aria-multiline", "true");
    describe(textarea, drawn);
    // What cannot be pressed now says so, and not by its colour alone. The editor draws its buttons after it is ready
    // and changes them when it likes.
    const frame = drawn.closest(".prose-editor");
    const tell = () => frame.querySelectorAll(".prose-menubar button").forEach((button) => {
      button.setAttribute("aria-disabled", button.classList.contains("disabled"));
    });
    new MutationObserver(tell).observe(frame, { subtree: true, childList: true, attributeFilter: ["class"] });
    tell();
  };
  document.addEventListener("prose-editor:ready", (event) => nameEditor(event.detail));
}
