"""What editors do, as small named functions: each makes one change and says what it did.

Which page, picture or word it is done to is left to `Choose`, so the same functions serve
hypothesis and a plain list. A change for which there is nothing now raises `NotNow`.
"""

from tests.changes.choosing import CHANGES, Change, Choose, NotNow

__all__ = ["CHANGES", "Change", "Choose", "NotNow"]

# Each of these fills CHANGES.
from tests.changes import (  # noqa: F401
    addresses,
    clock,
    edits,
    files,
    holidays,
    kinds,
    stage,
    tree,
    words,
)
