"""From facts to the words a reader could search for."""

import re
from html import unescape

from markupsafe import Markup

TAG = re.compile(r"<[^>]+>")
SPACE = re.compile(r"\s+")
# Names of block fields whose values are addresses, sizes or codes, not words.
CODES = {
    "type",
    "id",
    "slug",
    "url",
    "src",
    "srcset",
    "width",
    "height",
    "size",
    "tone",
    "form",
    "key",
    "alt",
    "rounding",
    "precision",
}


def plain_text(value) -> str:
    """All words in a fact, in order, with tags and codes left out."""
    return SPACE.sub(" ", " ".join(words(value))).strip()


def words(value):
    if isinstance(value, Markup):
        yield unescape(TAG.sub(" ", value))
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in CODES:
                yield from words(each)
    elif isinstance(value, list):
        for each in value:
            yield from words(each)
