"""Somebody who opens addresses, sends forms and looks at whatever comes."""

from playwright.sync_api import Error

from tests.browser.watching import Watch
from tests.factories_papers import picture

# Sends a form as a page of the site would, files among it.
SUBMIT = """([address, fields, files, content]) => {
  const form = document.createElement("form");
  Object.assign(form, {method: "post", action: address, enctype: "multipart/form-data"});
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) fields = {...fields, csrfmiddlewaretoken: token.value};
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) {
      const box = document.createElement("textarea");
      Object.assign(box, {name, value});
      form.append(box);
    }
  for (const [name, names] of Object.entries(files)) {
    const input = document.createElement("input"), chosen = new DataTransfer();
    for (const each of names)
      chosen.items.add(new File([new Uint8Array(content)], each, {type: "image/jpeg"}));
    Object.assign(input, {type: "file", name, files: chosen.files});
    form.append(input);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""


class Visitor:
    def __init__(self, context):
        self.watch, self.page = Watch(context), context.new_page()

    def open(self, address: str):
        try:
            answer = self.page.goto(address)
        except Error as fault:
            if "Download is starting" in str(fault):
                return  # a file: no browser shows it
            raise
        assert answer.status < 500, address
        self.watch.look(self.page)

    def send(self, address: str, fields: dict, **files: list[str]):
        content = list(picture())
        with self.page.expect_navigation() as navigation:
            self.page.evaluate(SUBMIT, [address, fields, files, content])
        assert navigation.value.status in {200, 403, 404, 409, 410, 422}, address
        self.watch.look(self.page)

    def field(self, name: str) -> str:
        return self.page.locator(f"input[name={name}]").first.input_value()

    def shows(self, texts: list[str]):
        """All of them stand there as they were typed."""
        shown = flat(self.page.evaluate("document.documentElement.textContent"))
        assert [text for text in texts if flat(text) not in shown] == []


def flat(text: str) -> str:
    return " ".join(text.split())
