"""Several machines, each with a folder of its own, and one database.

Whoever builds deletes the rows of the changes it has answered, and the turn goes up. A folder
that notes another turn than the database has missed some: what they were, the sweep finds out.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from django.db.models import F

from export.models import Change, Writer
from export.one_writer import Lease
from export.record import open_record
from export.sweep import find_unsignalled

TOGETHER = 500  # rows


def next_turn(changes: list[Change]) -> str:
    """The turn that it will be when these are answered: nobody else counts it up meanwhile. The
    folder notes it with what it was built from; if the rows then stay, it has missed nothing."""
    return str(Writer.present_turn() + any(change.pk for change in changes))


def done_with(changes: list[Change], lease: Lease):
    """Delete the rows that were answered. Raises LeaseLost: then they wait for the process that
    has taken over."""
    ids = [change.pk for change in changes if change.pk]
    lease.renew()
    for start in range(0, len(ids), TOGETHER):
        Change.objects.filter(pk__in=ids[start : start + TOGETHER]).delete()
    if ids:
        Writer.objects.update(turn=F("turn") + 1)


def missed_changes(out: Path) -> list[Change]:
    """What was answered in other folders and not in this one; to be asked under the lease."""
    record = open_record(out)
    if record is None:  # it will be built whole
        return []
    turn = str(Writer.present_turn())
    with closing(record):
        if record.about().get("turn", turn) == turn:
            return []
        missed = [Change(model=model, object_id=key) for model, key in find_unsignalled(record)]
        if not missed:
            record.tell(turn=turn)
    return missed
