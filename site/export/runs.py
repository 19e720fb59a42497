"""What staff are told of each build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from export.models import Change, Run

if TYPE_CHECKING:
    from export.deliver import Result

KEPT = 200


def note_result(result: Result, changes: list[Change], reason: str):
    note_run(
        changes,
        reason,
        full=result.full,
        seconds=result.seconds,
        files=result.files,
        rendered=result.rendered,
        written=result.written,
        removed=result.removed,
        faults="\n".join(result.faults),
    )


def note_failure(error: Exception, seconds: float, changes: list[Change], reason: str):
    """The same failure again and again is told once, with the time it was last met."""
    words = f"{type(error).__name__}: {error}"
    last = Run.objects.first()
    if last and last.error == words:
        Run.objects.filter(pk=last.pk).update(started_at=timezone.now(), seconds=seconds)
    else:
        note_run(changes, reason, seconds=seconds, error=words)


def note_run(changes: list[Change], reason: str, **facts):
    trigger = str(changes[0]).strip() if changes else reason
    run = Run.objects.create(trigger=trigger[:100], changes=len(changes), **facts)
    Run.objects.filter(pk__lte=run.pk - KEPT).delete()
