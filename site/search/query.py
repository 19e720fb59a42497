"""A query as terms, and each term with the other words for the same thing."""

from dataclasses import dataclass

from search.grams import fold
from search.models import SynonymGroup, words_in

LONGEST_QUERY = 60
MOST_WAYS = 24  # of saying one term
NOT_WORDS = " ?？!！。，,、:：\"“”'‘’()（）"


@dataclass(frozen=True)
class Term:
    """`ways`: the word as typed first, then what it is called otherwise; all folded."""

    ways: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        return any(way in text for way in self.ways)

    @property
    def typed(self) -> str:
        return self.ways[0]


def terms_of(query: str) -> list[Term]:
    typed = (word.strip(NOT_WORDS) for word in fold(query[:LONGEST_QUERY]).split())
    words = list(dict.fromkeys(word for word in typed if word))
    groups = synonym_groups() if words else []
    return [Term(tuple(ways_of(word, groups))) for word in words]


def synonym_groups() -> list[list[str]]:
    kept = SynonymGroup.objects.values_list("words", flat=True)
    return [[fold(word) for word in words_in(words)] for words in kept]


def ways_of(word: str, groups: list[list[str]]) -> list[str]:
    """Of 积分落户: 积分落户, 积分入户, …"""
    ways = [word]
    for group in groups:
        for known in group:
            if known in word:
                ways += [word.replace(known, other) for other in group]
    return list(dict.fromkeys(ways))[:MOST_WAYS]


def pieces_of(terms: list[Term]) -> list[Term]:
    """Every two characters of what was typed: for a question in one go, 珠海怎么办居住证."""
    typed = [term.typed for term in terms]
    pairs = [word[at : at + 2] for word in typed for at in range(max(len(word) - 1, 1))]
    return [Term((pair,)) for pair in dict.fromkeys(pairs)]
