"""The reference of a sign-up, as a hand or a scanner gives it."""

import unicodedata

from service_requests.references import typed_reference


def scanned_reference(text: str) -> str:
    """A scanner types the whole address that the code holds; what counts stands behind the #."""
    return typed_reference(unicodedata.normalize("NFKC", text).rpartition("#")[2])
