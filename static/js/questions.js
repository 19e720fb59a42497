// Questions asked only for some answers are hidden while they don't apply. Without this they
// stand there with words that say when; the server decides by itself what it takes.
const fields = [...document.querySelectorAll("[data-question]")];

function applies(field, unasked) {
  const { question, answers } = field.dataset;
  const given = new FormData(field.closest("form")).getAll(question);
  return !unasked.has(question) && JSON.parse(answers).some((each) => given.includes(each));
}

function show() {
  const unasked = new Set();
  for (const field of fields) {
    field.hidden = !applies(field, unasked);
    if (field.hidden) unasked.add(field.querySelector("[name]").name);
    else field.querySelector(".field-condition").hidden = true;
  }
}

if (fields.length) {
  for (const form of new Set(fields.map((field) => field.closest("form")))) {
    form.addEventListener("change", show);
  }
  // Again when the browser has put back what was typed before going on and returning.
  addEventListener("pageshow", show);
  show();
}
