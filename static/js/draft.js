// A copy of a form on this phone, where the person wants one: for a day, without ID numbers,
// photos and consents, and gone once the form was sent.
const DAY = 24 * 60 * 60 * 1000;
const PREFIX = "draft:";
const form = document.querySelector("[data-draft-choice]")?.closest("form");

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Date.now() - kept.at < DAY ? kept : null;
  } catch { return null; }
}

function remove(key) {
  try { localStorage.removeItem(key); } catch { /* private browsing */ }
}

function keys() {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
}

function inputs() {
  return [...form.elements].filter((input) => input.name && input.name !== "website"
    && !["hidden", "file", "submit"].includes(input.type)
    && !input.closest(".consent") && !("private" in input.dataset));
}

function keep(key) {
  const values = inputs().filter((input) => !["checkbox", "radio"].includes(input.type) || input.checked)
    .map((input) => [input.name, input.value]);
  try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values })); } catch { /* full */ }
}

function put(values) {
  for (const input of inputs()) {
    const given = values.filter(([name]) => name === input.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(input.type)) input.checked = given.includes(input.value);
    else if (given.length) [input.value] = given;
  }
  form.dispatchEvent(new Event("change"));
}

function offer() {
  const key = PREFIX + form.getAttribute("action");
  const choice = form.querySelector("[data-draft-choice]");
  const box = choice.querySelector("input");
  const kept = read(key);
  choice.hidden = false;
  box.checked = Boolean(kept);
  // Only into a form that is as the server first gave it: what was just typed comes first.
  if (kept && !form.querySelector("[name=token]")) put(kept.values);
  box.addEventListener("change", () => (box.checked ? keep(key) : remove(key)));
  form.addEventListener("input", () => box.checked && keep(key));
  form.addEventListener("submit", (event) => {
    form.querySelector("[data-draft-offline]").hidden = navigator.onLine;
    if (!navigator.onLine) event.preventDefault();
  });
}

keys().filter((key) => !read(key)).forEach(remove);
const done = document.querySelector("[data-draft-done]");
if (done) remove(PREFIX + done.dataset.draftDone);
if (form) offer();
