// Keys for whoever works without a mouse. Nothing needs them, and an account can turn them off.
// They take none away from a field, a dialog, or a combination with Ctrl and the like.
const config = JSON.parse(document.getElementById("wagtail-config")?.textContent ?? "{}");
const writes = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
const row = ".requests-list tbody tr";

let last = -1; // the row where one was, for when the focus has gone elsewhere

const rows = () => [...document.querySelectorAll(row)];
const here = () => rows().indexOf(document.activeElement.closest(row));
const go = (place) => {
  const all = rows();
  last = Math.max(0, Math.min(place, all.length - 1));
  all[last]?.querySelector(".title a")?.focus();
};
const step = (by) => go(here() < 0 && last < 0 ? 0 : (here() < 0 ? last : here()) + by);
const inRow = (selector) => rows()[here()]?.querySelector(selector)?.click();

const onRows = {
  j: () => step(1),
  k: () => step(-1),
  o: () => inRow(".title a"),
  x: () => inRow("input[name=chosen]"),
};

// Whatever the page offers under a key: a field is gone to, as is a button that changes
// something; only links and what opens a dialog are followed.
const reach = (target) => {
  target.closest("details")?.setAttribute("open", "");
  if (target.matches("a, [data-a11y-dialog-show]")) target.click();
  else target.focus();
};

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(writes) || document.querySelector('.w-dialog:not([aria-hidden="true"])')) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const act = target ? () => reach(target) : rows().length && onRows[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // Wagtail has "/" for a search of its own
  act();
};

if (config.KEYBOARD_SHORTCUTS_ENABLED !== false) document.addEventListener("keydown", onKey, true);
else document.querySelector("[data-a11y-dialog-show=request-keys]")?.remove();
