"""The piece of a page that a result shows, with the words that were asked for marked."""

import re

from markupsafe import Markup, escape

from search.query import Term

AROUND = 36  # characters of an excerpt before the first hit; twice as many from it on


def excerpt(entry: dict, terms: list[Term]) -> Markup:
    text = f"{entry['lead']} {entry['text']}".strip()
    pattern = pattern_of(terms)
    hit = pattern.search(text)
    place = hit.start() if hit else 0
    start = max(place - AROUND, 0)
    end = place + 2 * AROUND
    shown = ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")
    return mark(shown, pattern)


def mark(text: str, pattern: re.Pattern[str]) -> Markup:
    found, last = Markup(""), 0
    for start, end in spans(text, pattern):
        found += escape(text[last:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        last = end
    return found + escape(text[last:])


def spans(text: str, pattern: re.Pattern[str]) -> list[list[int]]:
    """Where words stand; those that touch or overlap as one: 居住, 住证 → 居住证."""
    found: list[list[int]] = []
    for match in pattern.finditer(text):
        start, end = match.span(1)
        if found and start <= found[-1][1]:
            found[-1][1] = max(end, found[-1][1])
        else:
            found.append([start, end])
    return found


def pattern_of(terms: list[Term]) -> re.Pattern[str]:
    """The longest way of saying it first; letters and digits in either width."""
    ways = sorted({way for term in terms for way in term.ways}, key=lambda way: (-len(way), way))
    words = "|".join("".join(map(either_width, way)) for way in ways)
    return re.compile(f"(?=({words}))", re.IGNORECASE)  # one may begin inside another


def either_width(character: str) -> str:
    if "!" <= character <= "~":
        return f"[{re.escape(character)}{chr(ord(character) + 0xFEE0)}]"
    return re.escape(character)
