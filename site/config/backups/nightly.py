"""A backup each night, in a thread beside the worker, where XINYU_BACKUP_DIR names a place."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone

from config.backups.faults import Failed
from config.backups.making import back_up, forget_old, newest

logger = logging.getLogger(__name__)

FROM_HOUR = 3  # when nobody works; later where the machine slept
LOOK_SECONDS, REST_SECONDS = 60.0, 3600.0  # the latter after a failure
POLL_SECONDS = 1.0


def watch(running: Callable[[], bool]):
    next_look = 0.0
    while running():
        if time.monotonic() > next_look:
            next_look = time.monotonic() + one_look()
        time.sleep(POLL_SECONDS)
    connections.close_all()


def one_look() -> float:
    """How many seconds until the next one. No fault ends the thread."""
    try:
        place = settings.BACKUP_DIR
        if place is not None and is_due(place):
            make_one(place)
    except Failed as fault:
        logger.error("the nightly backup was not made: %s", fault)
        return REST_SECONDS
    except Exception as fault:
        logger.error("the nightly backup was not made: %s", type(fault).__name__)
        return REST_SECONDS
    return LOOK_SECONDS


def make_one(place: Path):
    close_old_connections()
    back_up(place)
    forget_old(place, settings.BACKUP_KEEP)


def is_due(place: Path) -> bool:
    """From three o'clock on, once a day, by the names of those that are there."""
    now, last = timezone.localtime(), newest(place)
    made_today = last is not None and last.name.startswith(f"xinyu-{now:%Y%m%d}-")
    return now.hour >= FROM_HOUR and not made_today
