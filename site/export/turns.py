"""Several machines, each with a folder of its own, and one database.

Whoever builds deletes the rows of the changes it has answered, and the turn goes up. A folder
that notes another turn than the database has missed some: what they were, the sweep finds out.
"""

from __future__ import annotations

from django.db.models import F

from export.models import Change
from export.one_writer import Lease

TOGETHER = 500  # rows


def next_turn(changes: list[Change], lease: Lease) -> str:
    """The turn that it will be when these are answered: nobody else counts it up meanwhile. The
    folder notes it with what it was built from; if the rows then stay, it has missed nothing."""
    return str(lease.turn + any(change.pk for change in changes))


def done_with(changes: list[Change], lease: Lease):
    """Delete the rows that were answered. Raises LeaseLost: then they wait for the process that
    has taken over."""
    ids = [change.pk for change in changes if change.pk]
    lease.renew(turn=F("turn") + int(bool(ids)))
    for start in range(0, len(ids), TOGETHER):
        Change.objects.filter(pk__in=ids[start : start + TOGETHER]).delete()
