// The form of 积分测算: what static/js/points.js works out, shown while one chooses. The button
// goes to the server all the same.
const form = document.querySelector("[data-points]");
const result = document.getElementById("result");
const bar = document.getElementById("points-now");

// A page that was kept past the last day of its rules computes no more.
function isOver() {
  const inShanghai = new Date(Date.now() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
  return inShanghai > form.dataset.validTo;
}

function part(name) {
  return result.querySelector(`[data-part="${name}"]`);
}

function element(name, text, kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function say(name, text) {
  const place = part(name);
  place.textContent = text;
  place.closest("[data-optional]").hidden = !text;
}

function row(line) {
  const made = element("li", "", line.place);
  made.append(
    element("span", line.label, "points-label"),
    element("b", line.points, "points-figure"),
    element("span", line.steps.join(form.dataset.comma), "points-steps"),
  );
  return made;
}

function show(told) {
  result.hidden = false;
  part("total").textContent = told.total;
  part("sum").textContent = told.sum;
  say("verdict", told.verdict);
  result.classList.toggle("stopped", !told.passes);
  say("waiting", told.waiting);
  part("gates").replaceChildren(
    ...told.gates.map((gate) => {
      const made = element("li", "", gate.holds);
      made.append(element("span", gate.label), element("b", gate.said));
      return made;
    }),
  );
  part("lines").replaceChildren(...told.lines.map(row));
  if (told.threshold) part("gap").textContent = told.threshold.said;
  bar.hidden = false;
  const short = [`${told.total} ${form.dataset.unit}`, told.passes ? told.waiting : told.verdict];
  bar.querySelector("output").textContent = short.filter(Boolean).join(form.dataset.comma);
}

// What is wrong with a number stands at its field, as the server would put it. Put there while
// one types: on leaving the field it would push the button away from under the finger.
function mark(input, message) {
  const id = `${input.name}-error`;
  const before = document.getElementById(id);
  const text = message ? form.dataset.mistake + message : "";
  if ((before ? before.textContent : "") === text) return;
  if (before) before.remove();
  input.closest(".field").classList.toggle("invalid", Boolean(message));
  const described = (input.getAttribute("aria-describedby") || "").split(" ");
  const others = described.filter((each) => each && each !== id);
  if (message) {
    const error = element("p", text, "field-error");
    error.id = id;
    error.setAttribute("role", "alert");
    input.parentElement.before(error);
    input.setAttribute("aria-invalid", "true");
    others.push(id);
  } else {
    input.removeAttribute("aria-invalid");
  }
  if (others.length) input.setAttribute("aria-describedby", others.join(" "));
  else input.removeAttribute("aria-describedby");
}

function start({ evaluate, mistakes }) {
  const rules = JSON.parse(form.dataset.points);
  const words = JSON.parse(form.dataset.words);
  function update(event) {
    const answers = Object.fromEntries(new FormData(form));
    const wrong = mistakes(rules, answers);
    const input = event ? event.target : null;
    const unfinished = event && event.type === "input" && /[.．]$/.test(input.value);
    if (input && input.inputMode === "decimal" && !unfinished) {
      mark(input, words[wrong[input.name]]);
    }
    if (isOver() || !Object.values(answers).some(Boolean)) return;
    if (Object.keys(wrong).length) result.hidden = bar.hidden = true;
    else show(evaluate(rules, answers, words));
  }
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  // Again when the browser has put back what was chosen before going on and returning.
  addEventListener("pageshow", () => update());
  update();
}

if (form) import(form.dataset.evaluator).then(start);
