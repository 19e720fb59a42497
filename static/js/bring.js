// A link to one scenario's list ("#bring-2") chooses it. The choice itself needs no script.
function choose() {
  const list = document.querySelector(".bring-lists > :target");
  if (!list) return;
  document.querySelector(`[data-list="${list.id}"]`).checked = true;
  list.scrollIntoView();
}

addEventListener("hashchange", choose);
choose();
