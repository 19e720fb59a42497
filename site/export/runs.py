"""What staff are told of each build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from export.models import Change, Run
from export.render import is_disk_full

if TYPE_CHECKING:
    from export.deliver import Result

KEPT = 200


def note_result(result: Result, changes: list[Change]):
    note_run(
        changes,
        full=result.full,
        seconds=result.seconds,
        files=result.files,
        rendered=result.rendered,
        written=result.written,
        removed=result.removed,
        faults="\n".join(result.faults),
    )


def note_failure(error: Exception, seconds: float, changes: list[Change]):
    note_run(changes, seconds=seconds, error=in_words(error))


def in_words(error: Exception) -> str:
    plain = f"{type(error).__name__}: {error}"
    return _("磁盘满了：") + plain if is_disk_full(error) else plain


def note_run(changes: list[Change], **facts):
    trigger = str(changes[0]).strip() if changes else ""
    run = Run.objects.create(trigger=trigger[:100], changes=len(changes), **facts)
    Run.objects.filter(pk__lte=run.pk - KEPT).delete()
