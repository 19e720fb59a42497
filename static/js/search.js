// Answers on the search page while one types. Without this, and for what stands on no page as it
// was typed (a whole question, a slip), the form asks the server, which counts what it did not find.
const PAGE = 10;
const PAUSE = 350; // milliseconds without a key
const AROUND = 36; // as in site/search/excerpts.py

const results = document.querySelector("[data-index]");
const form = results.parentElement.querySelector(".search-form");
const input = form.elements.q;
const status = results.parentElement.querySelector("[role=status]");
const words = JSON.parse(results.dataset.words);
const site = document.title.split(" - ").pop();
const first = [...results.childNodes];
const saves = Boolean(navigator.connection && navigator.connection.saveData);
let turn = 0;
let pause = 0;

function fill(sentence, given) {
  return sentence.replace(/%\((\w+)\)s/g, (_whole, name) => given[name]);
}

function make(name, given = {}, ...children) {
  const element = Object.assign(document.createElement(name), given);
  element.append(...children);
  return element;
}

const address = (query, kind) => `${form.action}?${new URLSearchParams(kind ? { q: query, kind } : { q: query })}`;

// The longest way of saying it first; letters and digits in either width.
function patternOf(terms) {
  const ways = [...new Set(terms.flat())].sort((one, other) => other.length - one.length);
  const either = (character) => (character >= "!" && character <= "~"
    ? `[\\u{${character.codePointAt(0).toString(16)}}${String.fromCharCode(character.charCodeAt(0) + 0xfee0)}]`
    : character);
  return new RegExp(ways.map((way) => Array.from(way, either).join("")).join("|"), "giu");
}

function marked(text, pattern) {
  const pieces = [];
  let last = 0;
  for (const { 0: hit, index } of text.matchAll(pattern)) {
    pieces.push(text.slice(last, index), make("mark", {}, hit));
    last = index + hit.length;
  }
  return [...pieces, text.slice(last)];
}

function excerpt({ lead, text }, pattern) {
  const whole = `${lead} ${text}`.trim();
  const place = Math.max(whole.search(pattern), 0);
  const [start, end] = [Math.max(place - AROUND, 0), place + 2 * AROUND];
  return marked((start ? "…" : "") + whole.slice(start, end) + (end < whole.length ? "…" : ""), pattern);
}

function item({ entry }, pattern) {
  const heading = make("h3", {}, make("a", { href: entry.url }, ...marked(entry.title, pattern)));
  if (entry.status) heading.append(" ", make("span", { className: `tag ${entry.status}` }, entry.status_label));
  const kind = make("p", { className: "search-kind" }, make("span", { className: "tag" }, entry.kind));
  return make("li", {}, heading, make("p", {}, ...excerpt(entry, pattern)), kind);
}

function filters(query, answer, chosen) {
  const kinds = answer.kinds;
  if (kinds.length < 2) return [];
  const link = (kind, label) => {
    const anchor = make("a", { href: address(query, kind) }, label);
    if (kind === chosen) anchor.setAttribute("aria-current", "true");
    anchor.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(query, answer, kind, PAGE).then(() => results.querySelector("[aria-current]").focus());
    });
    return make("li", {}, anchor);
  };
  const list = make("ul", { className: "filters" }, link("", words.all));
  list.append(...kinds.map(([kind, count]) => link(kind, `${kind} ${count}`)));
  const nav = make("nav", {}, list);
  nav.setAttribute("aria-label", words.one_kind);
  return [nav];
}

function notes({ terms, fit }) {
  const also = terms.flatMap((ways) => ways.slice(1));
  const said = [also.length ? words.also + also.join("、") : "", fit === "any" ? words.any : ""];
  return said.filter(Boolean).map((note) => make("p", { className: "soft search-note" }, note));
}

// A button, while there may be more; whoever uses the keyboard goes on at the first new one.
function more(query, answer, kind, count) {
  const button = make("button", { type: "button", className: "button" }, words.more);
  button.addEventListener("click", async () => {
    await show(query, answer, kind, count + PAGE);
    const link = results.querySelectorAll("ol h3 a")[count];
    if (link) link.focus();
  });
  return make("p", { className: "space-above-5" }, button);
}

async function show(query, answer, kind, count) {
  const found = await answer.take(count, kind);
  const kinds = new Map(answer.kinds);
  const total = kind ? kinds.get(kind) : [...kinds.values()].reduce((sum, each) => sum + each, 0);
  const title = fill(answer.exact ? words.found : words.about, { query, count: total });
  const pattern = patternOf(answer.terms);
  const list = make("ol", { className: "search-results" }, ...found.map((page) => item(page, pattern)));
  const rest = found.length < total ? [more(query, answer, kind, count)] : [];
  const heading = make("h2", { className: "list-title" }, title);
  results.replaceChildren(heading, ...notes(answer), ...filters(query, answer, kind), list, ...rest);
  status.textContent = title;
}

async function open(anew) {
  const index = await import(results.dataset.index);
  return index.open("/search/", anew);
}

// null where no page holds it, or the index cannot be read.
async function lookUp(query) {
  try {
    const { find } = await import(results.dataset.find);
    return await find(open, query, PAGE);
  } catch {
    return null;
  }
}

// `otherwise` is done when nothing is found. What was typed meanwhile goes before.
async function search(query, otherwise) {
  const mine = (turn += 1);
  const answer = await lookUp(query);
  if (mine !== turn) return;
  if (!answer) return otherwise();
  await show(query, answer, "", PAGE);
  document.title = `${fill(words.title, { query })} - ${site}`;
}

function typed() {
  clearTimeout(pause);
  const query = input.value.trim();
  if (!query) {
    turn += 1;
    results.replaceChildren(...first);
  } else if (!saves) {
    pause = setTimeout(search, PAUSE, query, () => {});
  }
}

form.addEventListener("submit", (event) => {
  const query = input.value.trim();
  if (!query) return;
  event.preventDefault();
  clearTimeout(pause);
  history.replaceState(null, "", address(query));
  search(query, () => form.submit());
  if (matchMedia("(pointer: coarse)").matches) input.blur(); // the keyboard would hide what was found
});
// Who comes to the box will ask: the index may be opened meanwhile.
input.addEventListener("focus", () => saves || open().catch(() => {}), { once: true });
input.addEventListener("input", (event) => event.isComposing || typed());
input.addEventListener("compositionend", typed);

// Arrows go from the box through the results and back; Escape goes back at once.
form.parentElement.addEventListener("keydown", (event) => {
  const places = [input, ...results.querySelectorAll("ol h3 a")];
  const here = places.indexOf(document.activeElement);
  const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Escape: 0 };
  const there = places[steps[event.key]];
  if (here < 0 || !there || event.isComposing || (event.key === "Escape" && here === 0)) return;
  event.preventDefault();
  there.focus();
});
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
});

// Where no server answers, the page as it was exported is asked.
const asked = new URLSearchParams(location.search).get("q");
if (asked && !input.value) {
  input.value = asked;
  search(asked.trim(), () => {
    results.querySelector("h2").textContent = status.textContent = fill(words.nothing, { query: asked });
  });
}
