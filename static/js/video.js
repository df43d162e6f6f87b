// Plays a video in place once the reader asks for it; nothing is loaded from its host before.
// Without this file the link below leads there.

function reveal(root) {
  for (const button of root.querySelectorAll("button[data-player]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-player]");
  if (!button) return;
  const player = document.createElement("iframe");
  player.src = button.dataset.player;
  player.title = button.dataset.title;
  player.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
  player.referrerPolicy = "strict-origin-when-cross-origin";
  button.closest("figure").querySelector("picture")?.remove();
  button.replaceWith(player);
  player.focus();
});

reveal(document);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.querySelectorAll) reveal(node);
}).observe(document.body, { childList: true, subtree: true });
