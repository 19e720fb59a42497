"""Reads exported HTML the strict way: an HTML5 parser that tells its errors."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib


@dataclass
class Document:
    root: Element
    errors: list[str]

    def all(self, name: str):
        return self.root.iter(name)

    def addresses(self) -> set[str]:
        """Everything the page links to or loads."""
        found = set()
        for element in self.root.iter():
            for attribute in ("href", "src", "action"):
                if value := element.get(attribute):
                    found.add(value)
            for source in (element.get("srcset") or "").split(","):
                if source.strip():
                    found.add(source.split()[0])
        return found

    def ids(self) -> list[str]:
        return [element.get("id") for element in self.root.iter() if element.get("id")]


def parse(text: str) -> Document:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    errors = [f"{place}: {code} {details}" for place, code, details in parser.errors]
    return Document(root, errors)
