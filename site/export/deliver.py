"""The way in: bring the public folder up to date, or build it whole.

One build at a time. What it answered is deleted when the folder holds it, row by row: a
change that is recorded meanwhile waits for the next build.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy

from export.bucket import mirror
from export.build import Build
from export.changes import WantsFullBuild
from export.fingerprint import fingerprint
from export.full import FullBuild
from export.incremental import IncrementalBuild
from export.models import Change, Writer
from export.one_writer import Lease, LeaseLost, one_writer
from export.present import Present
from export.record import RECORD, Record
from export.runs import note_failure, note_result
from export.turns import done_with, next_turn
from export.write import clear_away_next, refuse_other_peoples

logger = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
INSTEAD = gettext_lazy("程序出了错，没能只做有改动的部分，已经全部重做。请告诉维护的人。")


@dataclass(frozen=True)
class Result:
    files: int
    written: int
    removed: int
    seconds: float
    faults: list[str]  # sentences for the admin, in Chinese
    full: bool
    rendered: int


def export_site(
    out: Path | None = None, progress: Progress | None = None, reason: str = "command"
) -> Result:
    """Build the whole site into `out` (default: PUBLIC_DIR), which then is swapped in.

    `reason` is told where no change is the cause; see `export.models.Run`. Raises NotOurs
    for a folder with files of somebody else's.
    """
    out = out or settings.PUBLIC_DIR
    with one_writer() as lease:
        changes = list(Change.objects.all())
        build = partial(build_whole, out, changes, lease, progress)
        return told(out, changes, reason, lease, build)


def export_changes(
    out: Path | None = None, progress: Progress | None = None, reason: str = "command"
) -> Result | None:
    """Bring `out` up to date with all that changed; None when nothing did.

    Changes are kept for PUBLIC_DIR only: another folder is built whole.
    """
    out = out or settings.PUBLIC_DIR
    if not is_public(out):
        return export_site(out, progress, reason)
    if not (Change.objects.exists() or is_due(out)):
        return None
    with one_writer() as lease, Present(out) as present:
        changes = [*Change.objects.all(), *present.missed_changes(lease.turn)]
        if not (changes or present.is_due(lease.turn)):  # somebody else has done it meanwhile
            return None
        build = partial(build_changes, present, changes, lease, progress)
        return told(out, changes, reason, lease, build)


def is_due(out: Path) -> bool:
    with Present(out) as present:
        return present.is_due(Writer.present_turn())


def told(
    out: Path, changes: list[Change], reason: str, lease: Lease, build: Callable[[], Result]
) -> Result:
    """What staff are told, and what is done with: only of the folder that readers see."""
    if not is_public(out):
        refuse_other_peoples(out)
        return build()
    started = time.monotonic()
    try:
        refuse_other_peoples(out)
        result = build()
        send_to_bucket(out, lease)
        with transaction.atomic():
            done_with(changes, lease)
            note_result(result, changes, reason)
    except LeaseLost:  # whoever has taken over tells of it
        raise
    except Exception as error:
        note_failure(error, time.monotonic() - started, changes, reason)
        raise
    return result


def is_public(out: Path) -> bool:
    return out.resolve() == settings.PUBLIC_DIR.resolve()


def send_to_bucket(out: Path, lease: Lease):
    """Mirror the folder; that it is mirrored is noted, so that a failure is made good later."""
    if settings.BUCKET:
        lease.renew()
        record = Record(out / RECORD)
        try:
            mirror(out, record.files())
            record.tell(sent="yes")
        finally:
            record.close()


def build_changes(
    present: Present, changes: list[Change], lease: Lease, progress: Progress | None
) -> Result:
    """The changes alone where that can be done, else everything."""
    faults: list[str] = []
    if present.record and present.is_of_this_code:
        try:
            return build_touched(present.out, present.record, changes, lease)
        except WantsFullBuild as reason:
            logger.info("a full build: %s", reason)
        except (LeaseLost, OSError):  # writing failed: staff are told, and it is tried again
            raise
        except Exception:
            logger.exception("the changes could not be built by themselves; everything is built")
            faults = [str(INSTEAD)]
    present.close()
    whole = build_whole(present.out, changes, lease, progress)
    return replace(whole, faults=[*whole.faults, *faults])


def build_touched(out: Path, record: Record, changes: list[Change], lease: Lease) -> Result:
    started = time.monotonic()
    clear_away_next(out)
    build = IncrementalBuild(out, Build(block=1), record)
    build.run(changes, lease.renew, turn=next_turn(changes, lease))
    return Result(
        record.column("select count(*) from file")[0],
        build.written,
        len(build.gone),
        time.monotonic() - started,
        record.faults(),
        full=False,
        rendered=build.rendered,
    )


def build_whole(
    out: Path, changes: list[Change], lease: Lease, progress: Progress | None = None
) -> Result:
    started = time.monotonic()
    build = Build(bulk=True)
    lease.renew(phase=Writer.Phase.READING)
    full = FullBuild(out, build)

    def tell(done: int, total: int):
        lease.progress(done, total, Writer.Phase.RENDERING)
        if progress:
            progress(done, total)

    try:
        full.run(tell)
        lease.renew(phase=Writer.Phase.WRITING)
        faults = full.record.faults()
        about = {"code": fingerprint(), "day": build.day.isoformat()}
        full.finish(**about, turn=next_turn(changes, lease))
    except LeaseLost:
        full.close()  # the folder beside is another's now
        raise
    except BaseException:
        full.abandon()
        raise
    seconds = time.monotonic() - started
    return Result(full.files, full.written, full.removed, seconds, faults, True, full.rendered)
