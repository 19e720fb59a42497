"""Finds every page that holds the words asked for, any sub-string of Chinese included.

A scan over the exported list: exact by nature, and quick enough at the site's size.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from search.entries import load_entries
from search.grams import fold
from search.query import Term, pieces_of, terms_of

ENOUGH = 0.5  # of the pieces of a sentence
FEWEST = 2


class Fit(StrEnum):
    """How the pages found fit the query."""

    ALL = "all"  # each holds all words
    ANY = "any"  # none holds all; each holds one
    PIECES = "pieces"  # none holds a word as it was typed; each holds half of its pieces


@dataclass
class Found:
    """`entries`: the search list's, best first. `terms`: what is marked in them."""

    entries: list[dict] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    fit: Fit = Fit.ALL


def find(query: str, within: str = "") -> Found:
    """`within`: the address of a handbook, to find its sections instead of pages."""
    terms = terms_of(query)
    if not terms:
        return Found()
    entries = load_entries(within)
    for fit, rule in ((Fit.ALL, all), (Fit.ANY, any)):
        hits = [each for each in entries if rule(term.is_in(each["folded"]) for term in terms)]
        if hits:
            return Found(best_first([(score(hit, terms), hit) for hit in hits]), terms, fit)
    return find_pieces(entries, pieces_of(terms))


def find_pieces(entries: list[dict], pieces: list[Term]) -> Found:
    """Pages that hold half of the pieces, those with most first; in a title they count thrice."""
    enough = max(FEWEST, ENOUGH * len(pieces))
    held = [(count_in(each["folded"], pieces), each) for each in entries]
    hits = [
        (count + 2 * count_in(fold(each["title"]), pieces), each)
        for count, each in held
        if count >= enough
    ]
    return Found(best_first(hits), pieces, Fit.PIECES)


def best_first(hits: list[tuple[int, dict]]) -> list[dict]:
    """Where two are equally good, the one with the later day; then the later page. Sections of
    a handbook have no day and stay in its order."""
    ranked = [
        (points, day, number if day else -number)
        for number, (points, entry) in enumerate(hits)
        for day in [entry.get("date", "")]
    ]
    return [hits[abs(number)][1] for *_points, number in sorted(ranked, reverse=True)]


def count_in(text: str, terms: list[Term]) -> int:
    return sum(term.is_in(text) for term in terms)


def score(entry: dict, terms: list[Term]) -> int:
    """What stands in the title weighs most, and as it was typed more than by another word."""
    title, lead = fold(entry["title"]), fold(entry["lead"])
    points = 0
    for term in terms:
        points += 100 * (term.typed == title) + 20 * (term.typed in title)
        points += 10 * term.is_in(title) + term.is_in(lead)
    return points
