// Wagtail counts words between blanks, and long ones as hard to read. Chinese has neither: here
// characters are counted, sentences and paragraphs measured, and links read, in the preview that
// Wagtail takes its own figures from. The words stand in the panel's template.
const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, td, th, figcaption, caption";
const NOT_WRITTEN = "nav, form, aside, script, .page-foot, .breadcrumb";
const VAGUE = /^(请?点击|点|戳)?(这里|此处|链接|这个|我)?(查看|了解|阅读)?(更多|详情|全文|原文)?$/;
const ADDRESS = /^(https?:\/\/|www\.)/;

const sized = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").length;
const quoted = (text) => (text.length > 18 ? `${text.slice(0, 18)}…` : text);

function written(html) {
  const root = new DOMParser().parseFromString(html, "text/html").body;
  root.querySelectorAll(NOT_WRITTEN).forEach((part) => part.remove());
  return root;
}

function paragraphs(root) {
  return [...root.querySelectorAll(BLOCKS)]
    .filter((block) => !block.querySelector(BLOCKS))
    .map((block) => block.textContent.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

export function look(html, limits) {
  const root = written(html);
  const texts = paragraphs(root);
  const sentences = texts.flatMap((text) => text.split(/(?<=[。！？；])/u));
  const links = [...root.querySelectorAll("a[href]")].map((link) => link.textContent.trim());
  const longest = Math.max(0, ...sentences.map(sized));
  const found = (kind, list) => list.map((text) => ({ kind, text: quoted(text), size: sized(text) }));
  return {
    characters: texts.reduce((sum, text) => sum + sized(text), 0),
    longest,
    issues: [
      ...found("sentence", sentences.filter((text) => sized(text) > limits.sentence)),
      ...found("paragraph", texts.filter((text) => sized(text) > limits.paragraph)),
      ...found("link", links.filter((text) => text && VAGUE.test(text))),
      ...found("address", links.filter((text) => ADDRESS.test(text))),
    ],
  };
}

function show(panel, result) {
  const set = (name, value) => { panel.querySelector(`[data-chinese-${name}]`).textContent = value; };
  const limits = JSON.parse(panel.dataset.limits);
  set("characters", result.characters);
  set("minutes", Math.max(1, Math.round(result.characters / limits.minute)));
  set("longest", result.longest);
  const section = document.querySelector("[data-chinese-issues]");
  const list = section.querySelector("ul");
  section.hidden = !result.issues.length;
  list.replaceChildren(...result.issues.map(({ kind, text, size }) => {
    const row = document.createElement("li");
    row.textContent = list.dataset[kind].replace("%n", size).replace("%s", text);
    return row;
  }));
}

document.addEventListener("w-preview:content", ({ detail }) => {
  const panel = document.querySelector("[data-chinese-checks]");
  if (panel) show(panel, look(detail.content.innerHTML, JSON.parse(panel.dataset.limits)));
});
