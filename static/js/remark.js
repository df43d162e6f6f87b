// In a preview: words that are marked on the page stand in the form for remarks, as those that are meant.
const form = document.getElementById("remark");
const content = document.getElementById("page_content");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  if (words && content.contains(selection.anchorNode) && content.contains(selection.focusNode)) {
    form.elements.passage.value = words.slice(0, form.elements.passage.maxLength);
  }
});
