"""Sees what a page does that nobody meant it to do, in a real browser."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page

from tests.script_payloads import MARKED

# A box that waits for an answer, and opens again when it has one, would hold up everything.
BOXES = "window.alert = window.confirm = window.prompt = what => console.info(`box: ${what}`)"
# What would run once somebody clicks, hovers or waits, and what was only kept from running.
ARMED = """marked => {
  const leads = value => {
    try { value = new URL(value, document.baseURI); } catch { return false; }
    return value.hostname === marked || value.protocol === "javascript:" ||
      value.href.startsWith("data:,");
  };
  const addresses = "href src action formaction data xlink:href background".split(" ");
  return [...document.querySelectorAll("*")].flatMap(element => {
    const script = element.localName === "script" && !/json/.test(element.type);
    const told = script && /alert|document\\.title=/.test(element.textContent) ? ["script"] : [];
    const armed = [...element.attributes].filter(({name, value}) =>
      (/^(on|srcdoc$)/.test(name) && value.includes("alert")) ||
      (addresses.includes(name) && leads(value)) ||
      (name === "style" && value.includes(marked)) ||
      (name === "content" && element.httpEquiv && /javascript:/.test(value)));
    return [...told, ...armed.map(({name}) => name)].map(what => `${element.localName} ${what}`);
  });
}"""


class Watch:
    """Over all pages of a browser's context: boxes opened, hosts asked, titles changed, what the
    site's policy kept from running, and what only waits to be touched."""

    def __init__(self, context: BrowserContext):
        self.noticed: list[str] = []
        self.looked = 0
        context.add_init_script(BOXES)
        context.on("dialog", self.box_opened)
        context.on("request", self.host_asked)
        context.on("console", self.console_said)

    def box_opened(self, dialog):
        self.noticed.append(dialog.message)
        dialog.dismiss()

    def host_asked(self, request):
        if urlsplit(request.url).hostname == MARKED:
            self.noticed.append(f"asked: {request.url}")

    def console_said(self, message):
        if message.text.startswith("box: ") or "Content Security Policy" in message.text:
            self.noticed.append(message.text)

    def look(self, page: Page):
        """At what is shown now; whatever was noticed says where."""
        self.looked += 1
        try:
            armed = page.evaluate(ARMED, MARKED)
            armed += ["title"] if page.title() == MARKED else []
        except Error:
            armed = ["led away"]
        self.noticed += [f"{each} at {page.url}" for each in armed]
