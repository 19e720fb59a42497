// The site's own search index, /search/index.json and index-N.bin, of which it reads a few pieces.
// docs/integrators.md has the format; site/search/index.py writes it.
const SECTIONS = 1024;
const BLOCKS = 10; // in a file
const MOST_PAGES = 500; // in a file
const HEAD = 2 + 5 * BLOCKS + SECTIONS;
const UNIT = 16;
const END = 255;
const FEW_FILES = 3; // with more of them, not all of a long word is looked up

// As in site/search/grams.py.
function numberOf(first, second) {
  const sum = Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b);
  return Math.imul(sum ^ ((sum >>> 0) >>> 15), 0xc2b2ae35) >>> 7;
}

export function numbersOf(word) {
  const points = Array.from(word, (character) => character.codePointAt(0));
  if (points.length === 1) return [numberOf(points[0], 0)];
  return [...new Set(points.slice(1).map((point, before) => numberOf(points[before], point)))];
}

// The numbers that say most first: of the ends of a word, then of what is between.
function endsFirst([first, ...rest]) {
  return rest.length ? [first, rest[rest.length - 1], ...rest.slice(0, -1)] : [first];
}

function startsOf(first, sizes) {
  const all = [first];
  for (const size of sizes) all.push(all[all.length - 1] + size);
  return all;
}

// So many, the lowest of their bytes first.
function numbersAt(bytes, start, count, width) {
  const number = (at) => bytes.subarray(at, at + width).reduceRight((sum, byte) => sum * 256 + byte, 0);
  return Array.from({ length: count }, (_, n) => number(start + n * width));
}

function kept(map, key, work) {
  if (!map.has(key)) map.set(key, work());
  return map.get(key);
}

// One file of the index. All that is read of it is of one version, known by its tag.
class File {
  constructor(address, cache) {
    Object.assign(this, { address, cache, sections: new Map(), entries: new Map() });
  }

  async read(start, end) {
    const last = Math.max(end, start + 2) - 1; // WhiteNoise refuses a single byte
    const asked = { headers: { Range: `bytes=${start}-${last}` }, cache: this.cache };
    const answer = await fetch(this.address, asked);
    const tag = answer.headers.get("etag");
    if (!answer.ok || (this.tag !== undefined && this.tag !== tag)) throw new Error(this.address);
    this.tag = tag;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    // Who knows no ranges sends the whole.
    return bytes.subarray(...(answer.status === 206 ? [0, end - start] : [start, end]));
  }

  async open() {
    const bytes = await this.read(0, HEAD);
    this.blocks = startsOf(0, bytes.subarray(2, 2 + BLOCKS));
    this.count = this.blocks[BLOCKS];
    const sections = bytes.subarray(2 + 5 * BLOCKS);
    this.starts = startsOf(HEAD, [...sections].map((size) => size * bytes[1] * UNIT));
    const words = this.starts[SECTIONS] + 5 * this.count;
    this.places = startsOf(words, numbersAt(bytes, 2 + BLOCKS, BLOCKS, 4));
    return this;
  }

  // Where a number stands: page → 1, or 2 in its title.
  async holding(number) {
    const bytes = await this.section(number >>> 15);
    const found = new Map();
    for (let at = 0, block = 0; at < bytes.length; at += 1) {
      if (bytes[at] === END) {
        block += 1;
        continue;
      }
      const page = this.blocks[block] + (bytes[at] & 63);
      const mark = (bytes[at + 1] << 8) | bytes[at + 2];
      if (mark >>> 1 === (number & 0x7fff)) found.set(page, 1 + (mark & 1));
      at += 2;
    }
    return found;
  }

  // One after the other where there are many files: what isn't in this one is seen at the first.
  async holdingAll(numbers, gently) {
    if (!gently) await Promise.all([this.table(true), ...numbers.map((each) => this.section(each >>> 15))]);
    let held = await this.holding(numbers[0]);
    for (const number of numbers.slice(1)) {
      if (!held.size) break;
      const other = await this.holding(number);
      const both = [...held].filter(([page]) => other.has(page));
      held = new Map(both.map(([page, place]) => [page, Math.min(place, other.get(page))]));
    }
    return held;
  }

  section(number) {
    return kept(this.sections, number, () => this.read(this.starts[number], this.starts[number + 1]));
  }

  // What the index says of its pages besides; `whole`: the sizes of them all, too.
  table(whole) {
    return kept(this.sections, "table", async () => {
      const start = this.starts[SECTIONS];
      const end = start + 5 * this.count;
      const bytes = await this.read(whole ? start : start + 2 * this.count, end);
      const columns = bytes.subarray(bytes.length - 3 * this.count);
      const column = (n) => columns.subarray(n * this.count, (n + 1) * this.count);
      Object.assign(this, { kinds: column(0), quarters: column(1), titles: column(2) });
      if (whole) this.rows = bytes;
    });
  }

  // Where the words of each page of a block start.
  sizes(block) {
    const [first, end] = [2 * this.blocks[block], 2 * this.blocks[block + 1]];
    return kept(this.sections, `sizes ${block}`, async () => {
      const start = this.starts[SECTIONS];
      const bytes = this.rows ? this.rows.subarray(first, end) : await this.read(start + first, start + end);
      const sizes = numbersAt(bytes, 0, (end - first) / 2, 2);
      return startsOf(this.places[block], sizes.map((size) => size * UNIT));
    });
  }

  entry(page) {
    return kept(this.entries, page, async () => {
      const block = this.blocks.findIndex((first, n) => first <= page && page < this.blocks[n + 1]);
      const places = await this.sizes(block);
      const place = page - this.blocks[block];
      const bytes = await this.read(places[place], places[place + 1]);
      return JSON.parse(new TextDecoder("utf-16le").decode(bytes));
    });
  }
}

export class Index {
  constructor(folder, cache) {
    Object.assign(this, { folder, cache });
  }

  async open() {
    const answer = await fetch(`${this.folder}index.json`, { cache: this.cache });
    const { version, groups, kinds, synonyms } = await answer.json();
    if (version !== 1) throw new Error(`version ${version}`);
    Object.assign(this, { kinds, synonyms });
    const files = groups.map((n) => new File(`${this.folder}index-${n}.bin`, this.cache));
    this.files = await Promise.all(files.map((file) => file.open()));
    this.gently = files.length > FEW_FILES;
    return this;
  }

  // Where a word may stand: a number for each page → 1, or 2 in its title. `most`: how many of the
  // word's own numbers are looked up.
  async holding(word, most) {
    const { gently } = this;
    const numbers = endsFirst(numbersOf(word)).slice(0, gently ? most : undefined);
    const held = await Promise.all(this.files.map((file) => file.holdingAll(numbers, gently)));
    return new Map(held.flatMap((pages, n) => [...pages].map(([page, place]) => [n * MOST_PAGES + page, place])));
  }

  async page(id) {
    const [file, page] = [this.files[Math.floor(id / MOST_PAGES)], id % MOST_PAGES];
    await file.table();
    return { id, file, page, quarter: file.quarters[page], kind: this.kinds[file.kinds[page]] };
  }
}

const opened = new Map();

// The index of a folder, read once; `anew` past the browser's cache.
export function open(folder, anew = false) {
  if (anew) opened.delete(folder);
  return kept(opened, folder, () => new Index(folder, anew ? "reload" : "default").open());
}
