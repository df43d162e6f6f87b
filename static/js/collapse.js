// One button folds all years of the timeline, and unfolds them again. Without this file each year folds by itself.

const button = document.querySelector(".ruler button");
const years = [...document.querySelectorAll(".year > details")];
const open = () => years.some((year) => year.open);

function say() {
  button.textContent = open() ? button.dataset.fold : button.dataset.unfold;
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const unfold = !open();
    for (const year of years) year.open = unfold;
    say();
  });
  for (const year of years) year.addEventListener("toggle", say);
  say();
}
