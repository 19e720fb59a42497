"""The one worker beside the server: sees changes, builds, and goes on whatever happens.

It looks for rows that a transaction has committed, so nothing is built before it is true
and nothing that was recorded is lost when a process dies. Midnight is a change, too.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils.module_loading import import_string

from export.deliver import Result, export_changes
from export.models import RETRY, Change, Pulse
from export.record import open_record
from export.sweep import find_unsignalled

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.3
BURST_SECONDS = 1.0  # between builds while changes keep coming
REST_SECONDS = 10.0  # after a failure
MINUTE = 60


def build_pending() -> Result | None:
    """Build once for all changes recorded so far; None when there are none."""
    return export_changes(reason="midnight")


def sweep():
    """Record the changes of which no signal told."""
    record = open_record(settings.PUBLIC_DIR)
    if record is None:
        return
    with closing(record):
        unsignalled = find_unsignalled(record)
    Change.objects.bulk_create(Change(model=model, object_id=key) for model, key in unsignalled)


def watch(running: Callable[[], bool]):
    """Build whenever something changed, until `running()` says no. No fault ends it."""
    attempt(Pulse.beat)
    last_minute, rest_until = 0.0, 0.0
    while running():
        if time.monotonic() - last_minute > MINUTE:
            last_minute = time.monotonic()
            every_minute()
        try:
            close_old_connections()
            if was_asked_to_retry() or time.monotonic() > rest_until:
                rest_until = time.monotonic() + step()
        except Exception:
            logger.exception("the changes could not be looked at")
            rest_until = time.monotonic() + REST_SECONDS
        time.sleep(POLL_SECONDS)


def step() -> float:
    """One look at the changes; how many seconds to rest. A burst of publishing is answered
    at once, and then once a second; a failed build is tried again after a rest."""
    try:
        result = build_pending()
    except Exception:
        logger.exception("the public site could not be built; the old one stays")
        return REST_SECONDS
    return BURST_SECONDS if result and Change.objects.exists() else 0.0


def was_asked_to_retry() -> bool:
    asked = Change.objects.filter(model=RETRY)
    return asked.exists() and bool(asked.delete())


def every_minute():
    """Scheduled publishing and what settings.MINUTE_TASKS names, each on its own; a pulse last."""
    attempt(publish_scheduled)
    attempt(sweep)
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
