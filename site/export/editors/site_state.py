"""How the public site stands, read for the admin from the rows that the worker keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, Value
from django.db.models.functions import Concat

from export.editors.troubles import Trouble, trouble
from export.models import OF_NO_OBJECT, REBUILD, Change, Pulse, Run, Writer

SOON, LATER = 2_000, 6_000  # milliseconds


@dataclass(frozen=True)
class SiteState:
    worker_is_alive: bool
    writer: Writer | None  # building now
    waiting: int  # things that changed, each counted once
    waiting_since: datetime | None
    rebuild_is_asked: bool
    last: Run | None

    @property
    def faults(self) -> list[str]:
        return self.last.fault_lines if self.last else []

    @property
    def trouble(self) -> Trouble | None:
        return trouble(self.last.error) if self.last else None

    @property
    def is_moving(self) -> bool:
        return bool(self.writer or self.waiting or self.rebuild_is_asked)

    @property
    def refresh_after(self) -> int:
        """Milliseconds after which it is worth looking again; 0 when nothing will move."""
        if not self.worker_is_alive or not self.is_moving:
            return 0
        return LATER if self.trouble and not self.writer else SOON


def read_site_state() -> SiteState:
    writer = Writer.at_work()
    return SiteState(
        # A long build keeps its lease while the pulse of each minute has to wait.
        worker_is_alive=writer is not None or Pulse.is_alive(),
        writer=writer,
        last=Run.objects.first(),
        **waiting_facts(),
    )


def waiting_facts() -> dict:
    content = ~Q(model__in=OF_NO_OBJECT)
    counted = Change.objects.aggregate(
        waiting=Count(Concat("model", Value(" "), "object_id"), distinct=True, filter=content),
        waiting_since=Min("recorded_at", filter=content),
        rebuilds=Count("pk", filter=Q(model=REBUILD)),
    )
    return {"rebuild_is_asked": bool(counted.pop("rebuilds"))} | counted
