"""索引: where a word stands in the handbook, by pinyin."""

from __future__ import annotations

from collections.abc import Iterable

from pypinyin import Style, lazy_pinyin

from pages.anchors import anchor
from pages.publishing import Facts
from search.text import plain_text


def index_groups(chapters: list[Facts]) -> list[Facts]:
    """[{"letter", "entries": [{"term", "places": [an element's id]}]}], A to Z."""
    places: dict[str, list[str]] = {}
    for chapter in chapters:
        for term, place in terms_of(chapter):
            held = places.setdefault(term, [])
            if place not in held:
                held.append(place)
    groups: dict[str, list[Facts]] = {}
    for term in sorted(places, key=sort_key):
        groups.setdefault(letter(term), []).append({"term": term, "places": places[term]})
    return [{"letter": name, "entries": entries} for name, entries in groups.items()]


def terms_of(chapter: Facts) -> Iterable[tuple[str, str]]:
    """Headings at their place, and the editors' words where each is first read of."""
    for section in chapter["sections"]:
        yield section["title"], section["id"]
    for term in chapter["index_terms"]:
        yield term, place_of(term, chapter)


def place_of(term: str, chapter: Facts) -> str:
    """The id of the first block that holds the word; else of the chapter."""
    for block in chapter["body"]:
        if term in plain_text(block["value"]):
            return anchor(block) if block["type"] == "heading" else f"b-{block['id'][:8]}"
    return f"chapter-{chapter['number']}"


def sort_key(term: str) -> tuple[list[str], str]:
    return lazy_pinyin(term, style=Style.TONE3, neutral_tone_with_five=True), term


def letter(term: str) -> str:
    first = lazy_pinyin(term)[0][:1].upper()
    return first if "A" <= first <= "Z" else "#"
