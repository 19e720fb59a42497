// Finds the pages that hold what is asked, in the index that search-index.js reads: the same as
// site/search/find.py, but for whole questions, which are the server's.
const LONGEST_QUERY = 60;
const MOST_WAYS = 24; // of saying one term
const ENOUGH = 10; // pages: no more are read at first to see whether they hold a word
const FEW = 3; // and so many where most may not
const EDGE = "[ ?？!！。，,、:：\"“”'‘’()（）]+";
const EDGES = new RegExp(`^${EDGE}|${EDGE}$`, "g");
const characters = (text) => Array.from(text);
const fold = (text) => text.normalize("NFKC").toLowerCase();

// A query as terms, and each term with the other words for the same thing: [[typed, …], …].
export function termsOf(query, groups) {
  const typed = fold(characters(query.trim()).slice(0, LONGEST_QUERY).join(""));
  const words = typed.split(/\s+/).map((word) => word.replace(EDGES, "")).filter(Boolean);
  return [...new Set(words)].map((word) => waysOf(word, groups));
}

function waysOf(word, groups) {
  const ways = [word];
  for (const group of groups) {
    for (const known of group.filter((each) => word.includes(each))) {
      ways.push(...group.map((other) => word.split(known).join(other)));
    }
  }
  return [...new Set(ways)].slice(0, MOST_WAYS);
}

// What one query found. `found`: the entries of pages that hold it, best first, as far as they were
// read; `waiting`: pages that most likely do, too.
class Answer {
  constructor(index, terms, fit) {
    Object.assign(this, { index, terms, fit, found: [], waiting: [], read: new Set() });
  }

  // Then the index knows all of each.
  get everyWayIsShort() {
    return this.terms.flat().every((way) => characters(way).length <= 2);
  }

  get exact() {
    return !this.waiting.length || this.everyWayIsShort;
  }

  holds(isIn) {
    return this.fit === "all" ? this.terms.every(isIn) : this.terms.some(isIn);
  }

  async look(most) {
    this.looked = most;
    const held = await Promise.all(this.terms.map((ways) =>
      Promise.all(ways.map((way) => this.index.holding(way, most)))));
    const places = new Map(this.terms.map((ways, n) => [ways, held[n]]));
    const ids = [...new Set(held.flat().flatMap((pages) => [...pages.keys()]))].filter((id) =>
      !this.read.has(id) && this.holds((ways) => places.get(ways).some((pages) => pages.has(id))));
    this.unsure = this.index.gently && most === 3 && !this.everyWayIsShort;
    if (most === 2 && ids.length > ENOUGH) return this.look(3);
    const pages = await Promise.all(ids.map((id) => this.index.page(id)));
    this.waiting = pages.map((page) => ({ ...page, points: this.guess(page, places) })).sort(better);
    return this;
  }

  // By what the index knows of the title.
  guess({ id, file, page }, places) {
    const points = this.terms.map((ways) => {
      const [typed, ...others] = places.get(ways).map((pages) => pages.get(id) === 2);
      const whole = typed && file.titles[page] === characters(ways[0]).length;
      return 100 * whole + 20 * typed + 10 * (typed || others.some(Boolean));
    });
    return points.reduce((sum, each) => sum + each);
  }

  score({ title, lead }) {
    const [inTitle, inLead] = [fold(title), fold(lead)];
    const points = this.terms.map((ways) =>
      100 * (ways[0] === inTitle) + 20 * inTitle.includes(ways[0])
      + 10 * ways.some((way) => inTitle.includes(way)) + ways.some((way) => inLead.includes(way)));
    return points.reduce((sum, each) => sum + each);
  }

  // Reads on until so many of a kind ("" for all) are there, or all.
  async take(wanted, kind = "") {
    const of = (pages) => pages.filter((page) => !kind || page.kind === kind);
    let more = wanted;
    while (of(this.found).length < wanted && of(this.waiting).length) {
      const count = this.unsure ? FEW : Math.max(more - of(this.found).length, FEW);
      const pages = of(this.waiting).slice(0, count);
      const good = await this.readAll(pages);
      this.found.push(...good.sort(better));
      if (good.length * 2 < pages.length && this.looked < Infinity) await this.look(Infinity);
      if (!this.unsure) more *= 2;
      this.unsure = false;
    }
    return of(this.found).slice(0, wanted);
  }

  async readAll(pages) {
    const read = await Promise.all(pages.map(async (page) => {
      const entry = await page.file.entry(page.page);
      return { ...page, entry, points: this.score(entry) };
    }));
    for (const { id } of pages) this.read.add(id);
    this.waiting = this.waiting.filter(({ id }) => !this.read.has(id));
    return read.filter(({ entry }) => {
      const words = fold(`${entry.title}\n${entry.lead}\n${entry.text}`);
      return this.holds((ways) => ways.some((way) => words.includes(way)));
    });
  }

  // How many there are of each kind, the most frequent first: [[kind, count], …].
  get kinds() {
    const counts = new Map();
    for (const { kind } of [...this.found, ...this.waiting]) counts.set(kind, (counts.get(kind) || 0) + 1);
    return [...counts].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  }
}

const better = (one, other) =>
  other.points - one.points || other.quarter - one.quarter || other.id - one.id;

async function answer(index, query, wanted) {
  const terms = termsOf(query, index.synonyms);
  for (const fit of terms.length > 1 ? ["all", "any"] : ["all"]) {
    const given = new Answer(index, terms, fit);
    await given.look(2);
    if ((await given.take(wanted)).length) return given;
  }
  return null;
}

// null where no page holds a word. `open` opens the index; what is published while one searches
// makes the search start anew, once.
export async function find(open, query, wanted) {
  try {
    return await answer(await open(), query, wanted);
  } catch {
    return answer(await open(true), query, wanted);
  }
}
