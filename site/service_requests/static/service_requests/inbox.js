// 常用回复: adds the chosen text to the box it names, below what stands there already.
for (const choice of document.querySelectorAll("select[data-insert-into]")) {
  choice.addEventListener("change", () => {
    const box = document.getElementById(choice.dataset.insertInto);
    if (choice.value) box.value = [box.value.trim(), choice.value].filter(Boolean).join("\n");
    choice.value = "";
    box.focus();
  });
}

// The box above a column of boxes; the list is exchanged while it is filtered.
document.addEventListener("change", ({ target }) => {
  const name = target.dataset.chooseAll;
  if (!name) return;
  for (const box of document.querySelectorAll(`input[name="${name}"]`)) box.checked = target.checked;
});
