"""Files that no row names any more, and rows whose file is gone.

A file is written before its row and removed after it; what a crash leaves in between goes here,
once it is old enough not to be on its way.
"""

import logging
import time
from collections.abc import Iterable

from service_requests.models import Attachment
from service_requests.papers import store

logger = logging.getLogger(__name__)

STILL_COMING = 60 * 60  # seconds that a file may be waiting for its row
SHELVES_A_MINUTE = 4  # all 256 in about an hour


def sweep_some():
    """The worker calls this every minute: a few folders each time, by the clock."""
    first = int(time.time() // 60) * SHELVES_A_MINUTE
    sweep(store.SHELVES[(first + n) % len(store.SHELVES)] for n in range(SHELVES_A_MINUTE))


def sweep(shelves: Iterable[str] = store.SHELVES) -> dict[str, list[str]]:
    """Remove what nobody names; {"removed": files, "lost": rows' files that aren't there}."""
    done: dict[str, list[str]] = {"removed": [], "lost": []}
    for shelf in shelves:
        done["removed"] += remove_orphans(shelf)
        done["lost"] += find_lost(shelf)
    if done["lost"]:
        logger.error("%d papers have no file any more: manage.py sweep_papers", len(done["lost"]))
    return done


def remove_orphans(shelf: str) -> list[str]:
    """What is listed first and asked for afterwards can't be a file whose row came meanwhile."""
    old = list(store.older_than(shelf, STILL_COMING))
    named = set(
        Attachment.objects.kept().filter(stored_as__in=old).values_list("stored_as", flat=True)
    )
    orphans = [name for name in old if name not in named]
    for name in orphans:
        store.remove(name)
    return orphans


def find_lost(shelf: str) -> list[str]:
    """Asked for first and looked for afterwards: a row's file is there before the row is."""
    rows = Attachment.objects.kept().filter(stored_as__startswith=shelf)
    return [name for name in rows.values_list("stored_as", flat=True) if not store.is_there(name)]
