// Buttons that copy the words of another element: data-copy holds its id.
function line(row) {
  const own = row.cloneNode(true);
  own.querySelectorAll("ul").forEach((nested) => nested.remove());
  return (row.parentElement.closest("li") ? "- " : "") + own.textContent.replace(/\s+/g, " ").trim();
}

function words(element) {
  const rows = [...element.querySelectorAll("li, dl > div")];
  return (rows.length ? rows : [element]).map(line).join("\n");
}

function copyByHand(text) {
  const area = document.body.appendChild(document.createElement("textarea"));
  area.value = text;
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied ? Promise.resolve() : Promise.reject();
}

function copy(text) {
  if (!navigator.clipboard) return copyByHand(text);
  return navigator.clipboard.writeText(text).catch(() => copyByHand(text));
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    copy(words(document.getElementById(button.dataset.copy))).then(() => {
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = label; }, 2500);
    }, () => {});
  });
}
