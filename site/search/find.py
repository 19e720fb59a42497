"""Finds every page that holds the words asked for, any sub-string of Chinese included.

A scan over the exported list: exact by nature, and quick enough at the site's size.
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from markupsafe import Markup, escape

from search.outputs import FOLDER

LONGEST_QUERY = 60
AROUND = 36  # characters of an excerpt on each side of the first hit


def find(query: str) -> list[dict]:
    """Pages that hold all words of the query, title hits first; any word, when none has all.

    Each: {"title", "url", "kind_label", "excerpt" (Markup with <mark>)}.
    """
    terms = terms_of(query)
    if not terms:
        return []
    entries = load_entries()
    for rule in (all, any):
        hits = [each for each in entries if rule(term in each["folded"] for term in terms)]
        if hits:
            return [result(hit, terms) for hit in sorted(hits, key=lambda hit: -score(hit, terms))]
    return []


def terms_of(query: str) -> list[str]:
    return fold(query[:LONGEST_QUERY]).split()


def fold(text: str) -> str:
    """Full-width letters and digits to half-width, and case away."""
    return unicodedata.normalize("NFKC", text).casefold()


def score(hit: dict, terms: list[str]) -> int:
    title = fold(hit["title"])
    return sum(100 * (term == title) + 10 * (term in title) for term in terms) + sum(
        term in fold(hit["lead"]) for term in terms
    )


def result(hit: dict, terms: list[str]) -> dict:
    return {
        "title": hit["title"],
        "url": hit["url"],
        "kind_label": hit["kind"],
        "excerpt": excerpt(hit, terms),
    }


def excerpt(hit: dict, terms: list[str]) -> Markup:
    text = f"{hit['lead']} {hit['text']}".strip()
    place = next((at for term in terms if (at := text.casefold().find(term)) >= 0), 0)
    start = max(place - AROUND, 0)
    cut = text[start : place + 2 * AROUND]
    shown = ("…" if start else "") + cut + ("…" if len(text) > place + 2 * AROUND else "")
    return mark(shown, terms)


def mark(text: str, terms: list[str]) -> Markup:
    pattern = re.compile("|".join(re.escape(term) for term in terms), re.IGNORECASE)
    found, last = Markup(""), 0
    for match in pattern.finditer(text):
        found += escape(text[last : match.start()]) + Markup("<mark>{}</mark>").format(match[0])
        last = match.end()
    return found + escape(text[last:])


def load_entries() -> list[dict]:
    paths = sorted((settings.PUBLIC_DIR / FOLDER).glob("entries-*.json"))
    return [entry for path in paths for entry in load_block(path)]


def load_block(path: Path) -> list[dict]:
    try:
        status = path.stat()
        return read_entries(str(path), status.st_mtime_ns, status.st_ino)
    except FileNotFoundError:  # its pages have gone this moment
        return []


@lru_cache(maxsize=512)
def read_entries(path: str, changed: int, inode: int) -> list[dict]:
    """A block as exported, kept until its file changes."""
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)
    for each in entries:
        each["folded"] = fold(f"{each['title']}\n{each['lead']}\n{each['text']}")
    return entries
