"""Numbers of a rule set: whole hundredths, so that nothing is ever rounded unseen."""

import re
import unicodedata
from decimal import Decimal

MINUS = "−"
LARGEST = 9_999_999  # 99999.99; products then stay exact in JavaScript's numbers, too
PLAIN = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?")
TOO_FINE = re.compile(r"[0-9]{1,5}\.[0-9]{3,}")
TOO_LARGE = re.compile(r"[0-9]{6,}(\.[0-9]*)?")
BLANK = re.compile(r"[ \t\r\n]+")


class NotANumber(ValueError):
    """Names the sentence, in `words.py`, that tells what to mend."""


def typed_hundredths(text: str) -> int | None:
    """What somebody typed, full-width digits included; None where nothing was."""
    plain = BLANK.sub("", unicodedata.normalize("NFKC", text))
    if not plain:
        return None
    if TOO_LARGE.fullmatch(plain):
        raise NotANumber("large_number")
    if TOO_FINE.fullmatch(plain):
        raise NotANumber("fine_number")
    if not PLAIN.fullmatch(plain):
        raise NotANumber("no_number")
    return hundredths(plain)


def hundredths(written: str) -> int:
    """ "2.5" → 250: a number of a rule set, which has two decimals at most."""
    return int(Decimal(written) * 100)


def in_words(value: int) -> str:
    """250 → "2.5", -300 → "−3"."""
    whole, rest = divmod(abs(value), 100)
    decimals = f".{rest:02}".rstrip("0") if rest else ""
    return f"{MINUS if value < 0 else ''}{whole}{decimals}"


def round_half_up(number: int, divisor: int) -> int:
    """The nearest whole number to a fraction that is not negative."""
    return (2 * number + divisor) // (2 * divisor)
