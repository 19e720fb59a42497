"""What a browser finds on a page: by axe-core, of its targets, its width, and whom it asks."""

from dataclasses import dataclass, field
from importlib.resources import files
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, CDPSession

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"type": "tag", "values": [*WCAG, "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN_AXE = """async ([rules, root]) => {
  const options = {runOnly: rules, resultTypes: ["violations"]};
  if (rules.type === "tag") options.rules = {"target-size": {enabled: true}};
  const found = await axe.run(root, options);
  return found.violations.flatMap(({id, nodes}) =>
    nodes.map(({target, any}) => `${id} ${target} ${any[0]?.message ?? ""}`));
}"""
TARGET = 44
# A target in a line of text is as high as the line. Text is what stands around it in its block;
# what separates targets, or only adorns them, is none. A label is touched for its input, and the
# empty box after a link for the link: over a whole card, or a little beyond two characters.
SMALL_TARGETS = """least => {
  const targets = "a[href], button, input, select, textarea, summary";
  const line = block => [...block.childNodes].map(each => {
    if (each.nodeType === Node.TEXT_NODE) return each.data;
    const inside = each.nodeType === Node.ELEMENT_NODE && !each.matches(targets) &&
      getComputedStyle(each).display.startsWith("inline");
    return inside ? line(each) : "";
  }).join("");
  const isInline = element => {
    if (!/^inline(-block)?$/.test(getComputedStyle(element).display)) return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    return /[\\p{L}\\p{N}]/u.test(line(block));
  };
  const size = element => {
    const ticked = element.matches("[type=radio], [type=checkbox]");
    const {width, height} = (ticked ? element.labels[0] : element).getBoundingClientRect();
    const after = getComputedStyle(element, "::after");
    if (after.position !== "absolute") return [width, height];
    return [Math.max(width, parseFloat(after.width)), Math.max(height, parseFloat(after.height))];
  };
  const told = [];
  if (!document.styleSheets.length) return told;  // the browser alone says how large it is
  for (const element of document.querySelectorAll(targets)) {
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    if (element.closest("[aria-hidden=true], .visually-hidden, .skip-link")) continue;
    const [width, height] = size(element);
    if (Math.min(width, height) > least - 1 || isInline(element)) continue;
    const name = element.textContent.trim().slice(0, 12);
    told.push(`${element.localName}.${element.className} ${name}: ${width} × ${height}`);
  }
  return told;
}"""
# What lies beyond the window's edge, even where it is cut off and nothing scrolls. A chart is a
# drawing: the table beside it says the same.
BEYOND = """() => {
  const edge = document.documentElement.clientWidth;
  const told = document.documentElement.scrollWidth > edge ? ["the page scrolls"] : [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
  const range = document.createRange();
  for (let node; node = walker.nextNode();) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (node === element ? !element.matches?.("img, input, select, textarea, button")
        : !node.data.trim()) continue;
    if (element.closest(".visually-hidden, .skip-link, [aria-hidden=true], svg")) continue;
    range.selectNode(node);
    const {left, right} = (node === element ? node : range).getBoundingClientRect();
    if (left > -1 && right < edge + 1) continue;
    told.push(`${element.localName}.${element.className} ${(node.data ?? "").trim().slice(0, 12)}`);
  }
  return told;
}"""
WIDTHS = [320, 360, 768, 1280]
USUAL, DOUBLE = 16, 32  # pixels: what a browser's own setting for the size of text gives `rem`


@dataclass
class Measured:
    light: list[str] = field(default_factory=list)  # what axe-core found
    dark: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    beyond: dict[str, list[str]] = field(default_factory=dict)  # by what was set
    hosts: set[str] = field(default_factory=set)
    cookies: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # of scripts, and what the policy refused


class Measure:
    """One page of a browser that goes from page to page of the site."""

    def __init__(self, context: BrowserContext):
        self.context, self.page = context, context.new_page()
        self.devtools: CDPSession = context.new_cdp_session(self.page)
        self.now = Measured()
        context.on("request", lambda request: self.now.hosts.add(urlsplit(request.url).netloc))
        self.page.on("pageerror", lambda error: self.now.errors.append(str(error)))
        self.page.on("console", self.said)

    def said(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.now.errors.append(message.text)

    def of(self, reach) -> Measured:
        """`reach` brings the page to what is measured."""
        self.now = Measured()
        self.context.clear_cookies()  # those of the page before
        self.look(WIDTHS[1])
        reach(self.page)
        self.now.cookies = [each["name"] for each in self.context.cookies()]
        self.now.light = self.axe(RULES)
        self.now.targets = self.page.evaluate(SMALL_TARGETS, TARGET)
        self.page.emulate_media(color_scheme="dark")
        self.now.dark = self.axe(COLOURS)
        self.page.emulate_media(color_scheme="light")
        self.reach_beyond()
        return self.now

    def axe(self, rules: dict, root: str = "html") -> list[str]:
        self.page.evaluate(AXE)
        return self.page.evaluate(RUN_AXE, [rules, root])

    def reach_beyond(self):
        for width in WIDTHS:
            for text in (USUAL, DOUBLE):
                self.look(width, text)
                if told := self.page.evaluate(BEYOND):
                    self.now.beyond[f"{width} px, text {text // USUAL * 100} %"] = told

    def look(self, width: int, text: int = USUAL):
        self.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": text}})
        self.page.set_viewport_size({"width": width, "height": 780})
