"""The public folder as its last build left it, by its own record, opened once a build."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Self

from django.conf import settings
from django.utils import timezone

from export.fingerprint import fingerprint
from export.models import Change
from export.record import Record, open_record
from export.sweep import find_unsignalled
from export.write import begun, next_of


class Present:
    """`record` is None where the folder has to be made anew. It is closed before a new folder
    takes the place of this one: SQLite clears up beside the name under which it was opened."""

    def __init__(self, out: Path):
        self.out = out
        self.record: Record | None = None if begun(out) else open_record(out)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object):
        self.close()

    def close(self):
        if self.record:
            self.record.close()

    @cached_property
    def about(self) -> dict[str, str]:
        """What the record tells of the last build."""
        return self.record.about() if self.record else {}

    @property
    def is_of_this_code(self) -> bool:
        return self.about.get("code") == fingerprint()

    def is_due(self, turn: int) -> bool:
        """Whether the folder was built by other code, on another day, not to its end, or has
        not reached the bucket; `turn` is the database's."""
        if next_of(self.out).exists() or not self.is_of_this_code:
            return True
        if self.about.get("day") != timezone.localdate().isoformat():
            return True
        if self.about.get("turn") != str(turn):
            return True
        if self.about.get("kept", "0") != "0" and not (self.record and self.record.failed_units()):
            return True  # what was kept for a page that could not be made has to go
        return bool(settings.BUCKET) and self.about.get("sent") != "yes"

    def missed_changes(self, turn: int) -> list[Change]:
        """What was answered in other folders and not in this one; to be asked under the lease."""
        if self.record is None or self.about.get("turn", str(turn)) == str(turn):
            return []  # where there is no record, it will be built whole
        found = find_unsignalled(self.record)
        if not found:
            self.about["turn"] = str(turn)
            self.record.tell(turn=str(turn))
        return [Change(model=model, object_id=key) for model, key in found]
