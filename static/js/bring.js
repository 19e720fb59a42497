// A link to one scenario's list ("#bring-2") chooses it. The choice itself needs no script.
function choose() {
  const choices = [...document.querySelectorAll("[data-list]")];
  const wanted = choices.find((choice) => location.hash === `#${choice.dataset.list}`);
  if (!wanted) return;
  wanted.checked = true;
  document.getElementById(wanted.dataset.list).scrollIntoView();
}

addEventListener("hashchange", choose);
choose();
