"""A readable difference of two texts: whole sentences, and what is other within them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from pages.publishing import Facts

ENDS = re.compile(r"(?<=[。！？；])|\n")
ALIKE = 0.5  # above it two sentences are one that was changed
SHORTEST = 2  # characters that stayed; fewer between two changes are no comfort to the eye


def sentences(pieces: Iterable[str]) -> list[str]:
    parts = (part.strip() for piece in pieces for part in ENDS.split(piece))
    return [part for part in parts if part]


def differences(old: list[str], new: list[str]) -> list[Facts]:
    """[{"what", "pieces": [{"text", "other"}]}] with one sentence on either side of a change:
    "same", "removed", "added", or "gap" between places that lie apart."""
    found: list[Facts] = []
    for place in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(1):
        if found:
            found.append({"what": "gap", "pieces": []})
        for tag, start, end, first, last in place:
            if tag == "equal":
                found += [line("same", each) for each in old[start:end]]
            else:
                found += replaced(old[start:end], new[first:last])
    return found


def line(what: str, text: str, other: bool = False) -> Facts:
    return {"what": what, "pieces": [{"text": text, "other": other}]}


def replaced(old: list[str], new: list[str]) -> list[Facts]:
    """Sentences that are alike stand below one another, with what is other in them marked."""
    found: list[Facts] = []
    for one, other in zip(old, new, strict=False):
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.ratio() > ALIKE:
            codes = matcher.get_opcodes()
            found.append(marked("removed", [(tag, one[a:b]) for tag, a, b, _c, _d in codes]))
            found.append(marked("added", [(tag, other[c:d]) for tag, _a, _b, c, d in codes]))
        else:
            found += [line("removed", one), line("added", other)]
    both = min(len(old), len(new))
    found += [line("removed", each) for each in old[both:]]
    return found + [line("added", each) for each in new[both:]]


def marked(what: str, parts: list[tuple[str, str]]) -> Facts:
    """`parts`: a sentence in pieces, each with what `difflib` says of it."""
    pieces: list[Facts] = []
    for tag, part in parts:
        other = tag != "equal" or 0 < len(part) < SHORTEST
        if part and pieces and pieces[-1]["other"] == other:
            pieces[-1]["text"] += part
        elif part:
            pieces.append({"text": part, "other": other})
    return {"what": what, "pieces": pieces}
