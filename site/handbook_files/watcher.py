"""Beside the worker: when the site has been built and the handbook says something else, a process
of its own makes the files, with what the rest leaves it of the processor."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connections

from export.models import Change, Run
from handbook_files.making import pending

logger = logging.getLogger(__name__)
POLL_SECONDS, REST_SECONDS, LOOK_SECONDS = 1.0, 30.0, 600.0
NICE = 10


def watch(running: Callable[[], bool]):
    seen, look_at = -1, 0.0
    while running():
        try:
            close_old_connections()
            seen, look_at = look(seen, look_at, running)
        except Exception as error:
            logger.error("the handbook's files could not be looked at: %s", type(error).__name__)
            look_at = time.monotonic() + REST_SECONDS
        time.sleep(POLL_SECONDS)
    connections.close_all()


def look(seen: int, look_at: float, running: Callable[[], bool]) -> tuple[int, float]:
    """After each build of the site, and now and then; the pages go first."""
    newest = Run.objects.values_list("pk", flat=True).first() or 0
    if (newest == seen and time.monotonic() < look_at) or Change.objects.exists():
        return seen, look_at
    if pending():
        make(running)
    return newest, time.monotonic() + LOOK_SECONDS


def make(running: Callable[[], bool]):
    process = subprocess.Popen(  # noqa: S603 - nothing in it comes from outside
        command(), stdout=subprocess.DEVNULL, preexec_fn=lambda: os.nice(NICE)
    )
    while process.poll() is None:
        if not running():
            process.kill()
        time.sleep(POLL_SECONDS / 4)


def command() -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "make_handbook"]
