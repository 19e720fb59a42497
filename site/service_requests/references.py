"""The number a person gets for their request."""

import re
import secrets
import unicodedata

# Without what is mistaken in handwriting or on the phone: 0O 1IL 2Z 5S 6G 8B UV.
ALPHABET = "3479ACDEFHJKMNPQRTWXY"
LENGTH = 10


def new_reference(length: int = LENGTH) -> str:
    """Ten random characters: 21^10 = 1.6 × 10^13 of them, so that guessing is hopeless."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def could_be_reference(text: str) -> bool:
    """Whether it is made of our letters. A mobile number never is: it begins with a 1."""
    return bool(text) and set(text) <= set(ALPHABET)


def typed_reference(text: str) -> str:
    """A reference as somebody typed it: full-width, lower case, with spaces or dashes."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper())[:LENGTH]
