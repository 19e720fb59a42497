// 大字版: one switch on <html>, kept in this browser and nowhere else.
const root = document.documentElement;
const button = document.querySelector("[data-text-size]");

function stored() {
  try { return localStorage.getItem("text") === "large"; } catch { return false; }
}

function show(large) {
  if (large) root.dataset.text = "large";
  else delete root.dataset.text;
  button.setAttribute("aria-pressed", String(large));
}

if (button) {
  show(stored());
  button.hidden = false;
  button.addEventListener("click", () => {
    const large = root.dataset.text !== "large";
    try { localStorage.setItem("text", large ? "large" : ""); } catch { /* private browsing */ }
    show(large);
  });
}
