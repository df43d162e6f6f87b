// How far a file is that was sent: asked each second while the page waits for its answer.
"use strict";
{
  const SECOND = 1000;
  const line = document.querySelector("[data-progress]");

  const ask = async () => {
    const answer = await fetch(line.dataset.progress);
    const told = answer.ok ? await answer.json() : {};
    if (!told.total) return;
    line.hidden = false;
    line.querySelector("progress").max = told.total;
    line.querySelector("progress").value = told.number;
    line.querySelector("[role=status]").textContent = told.words;
  };

  // What fails is asked again: the answer that counts is that to the form.
  window.addEventListener("submit", () => setInterval(() => ask().catch(() => {}), SECOND));
}
