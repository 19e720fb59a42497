"""The one worker beside the server: sees changes, waits for them to settle, builds.

It looks for rows that a transaction has committed, so nothing is built before it is true
and nothing that was recorded is lost when a process dies. Midnight is a change, too.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from export.full import Result, export_site
from export.models import Change, Pulse, Run

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.3
MINUTE = 60
KEEP_RUNS = 200


def build_pending(force: bool = False) -> Result | None:
    """Build once for all changes recorded so far; None when there are none."""
    newest = Change.objects.values_list("pk", flat=True).last()
    if newest is None and not force:
        return None
    started = time.monotonic()
    try:
        result = export_site()
    except Exception as error:
        note_run(seconds=time.monotonic() - started, error=f"{type(error).__name__}: {error}")
        raise
    Change.objects.filter(pk__lte=newest or 0).delete()
    note_result(result)
    return result


def note_result(result: Result):
    note_run(
        seconds=result.seconds,
        files=result.files,
        written=result.written,
        removed=result.removed,
        faults="\n".join(result.faults),
    )


def note_run(**facts):
    run = Run.objects.create(**facts)
    Run.objects.filter(pk__lte=run.pk - KEEP_RUNS).delete()


def watch(running: Callable[[], bool]):
    """Build whenever something changed, until `running()` says no. No fault ends it."""
    seen_day, last_minute = timezone.localdate(), 0.0
    while running():
        close_old_connections()
        if time.monotonic() - last_minute > MINUTE:
            last_minute = time.monotonic()
            every_minute()
        seen_day = step(seen_day)
        time.sleep(POLL_SECONDS)


def every_minute():
    """Scheduled publishing and what settings.MINUTE_TASKS names, each on its own; a pulse last."""
    attempt(publish_scheduled)
    for name in settings.MINUTE_TASKS:
        attempt(partial(call, name))
    attempt(Pulse.beat)


def call(name: str):
    import_string(name)()


def attempt(task: Callable[[], object]):
    try:
        task()
    except Exception:
        logger.exception("a task of the minute failed; the next ones go on")


def publish_scheduled():
    call_command("publish_scheduled", verbosity=0)


def step(seen_day: date) -> date:
    """One look at the changes; a build that fails is told, and tried again after a rest."""
    today = timezone.localdate()
    try:
        build_pending(force=today != seen_day)
    except Exception:
        logger.exception("the public site could not be built; the old one stays")
        time.sleep(10)
        return seen_day
    return today
