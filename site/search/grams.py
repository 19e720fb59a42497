"""What the browser's index knows of a text: its characters and pairs of characters, as numbers.

static/js/search-index.js counts the same way; tests/browser/test_search_script.py compares them.
"""

import unicodedata
from itertools import pairwise

SECTION_BITS, MARK_BITS = 10, 15  # of a number: the section that it stands in, what stands there
MASK = 0xFFFFFFFF


def fold(text: str) -> str:
    """Full-width letters and digits to half-width, and capitals to small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def numbers_of(text: str) -> set[int]:
    """One of 25 bits for each character and each two neighbours of a folded text."""
    points = [ord(character) for character in text]
    pairs = {
        (first * 0x9E3779B1 + second * 0x85EBCA6B) & MASK for first, second in pairwise(points)
    }
    mixed = pairs | {point * 0x9E3779B1 & MASK for point in set(points)}
    return {((each ^ each >> 15) * 0xC2B2AE35 & MASK) >> 7 for each in mixed}


def numbers_of_page(title: str, words: str) -> list[int]:
    """In order, each with one bit more: whether it stands in the title. Both are folded."""
    of_title = numbers_of(title)
    return sorted(each << 1 | (each in of_title) for each in numbers_of(f"{title}\n{words}"))
