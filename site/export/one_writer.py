"""Only one process builds at a time, on whatever machine: a lease in the database.

It is measured by the database's clock, and renewed by a thread of its own: a step may take as
long as it needs. A lease that isn't renewed ends after five minutes; one whose process died on
this machine ends at once.
"""

from __future__ import annotations

import logging
import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Lock, Thread

from django.db import DatabaseError, connection
from django.db.models.functions import Now
from django.utils import timezone

from export.models import Writer

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
BEAT_SECONDS = 30.0
RENEW_SECONDS = 1.0
WAIT_SECONDS = 0.1
THREAD = "keeps the lease"
held_here: set[str] = set()  # tokens of the leases that this process holds

# No process is forked while the thread is at the database: the new one would be born with a
# half-made connection, and with locks that nobody will ever open.
beating = Lock()
os.register_at_fork(
    before=beating.acquire, after_in_parent=beating.release, after_in_child=beating.release
)


class LeaseLost(Exception):
    """Another process has taken over: this one was silent for too long, and must not write."""


class Lease:
    def __init__(self, token: str):
        self.token = token
        self.renewed = time.monotonic()
        self.turn = 0  # the database's, when the lease was taken

    def take(self) -> bool:
        seen, _made = Writer.objects.get_or_create(pk=1, defaults={"until": timezone.now()})
        free = Writer.objects.filter(pk=1, holder=seen.holder, turn=seen.turn)
        if not is_dead(seen.holder):
            free = free.filter(until__lte=Now())
        if not free.exists():  # asked first: on SQLite an update waits for every other writer
            return False
        self.turn = seen.turn
        facts = {"done": 0, "total": 0, "phase": ""}
        return bool(free.update(holder=self.token, until=Now() + LEASE, **facts))

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Renewed while the block runs, whatever it does."""
        if connection.in_atomic_block:  # then nobody else can see the lease, either
            yield
            return
        ended = Event()
        thread = Thread(target=self.beat, args=(ended,), name=THREAD, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def beat(self, ended: Event):
        """Ends silently when the lease is lost: the one that builds hears of it by `renew`."""
        while not ended.wait(BEAT_SECONDS):
            with beating:
                try:
                    self.renew()
                except LeaseLost:
                    return
                except DatabaseError as error:
                    logger.warning("the lease could not be renewed, soon again: %s", error)
                finally:
                    connection.close()

    def progress(self, done: int, total: int, phase: str):
        """Tell how far the build is, and keep the lease. Raises LeaseLost."""
        if time.monotonic() - self.renewed > RENEW_SECONDS:
            self.renew(done=done, total=total, phase=phase)

    def renew(self, **facts):
        mine = Writer.objects.filter(pk=1, holder=self.token)
        if not mine.update(until=Now() + LEASE, **facts):
            raise LeaseLost
        self.renewed = time.monotonic()

    def give_back(self):
        mine = Writer.objects.filter(pk=1, holder=self.token)
        mine.update(holder="", until=Now(), phase="", done=0, total=0)


@contextmanager
def one_writer() -> Iterator[Lease]:
    """Wait until nobody else builds; the lease is for as long as the block runs."""
    token = f"{machine()}:{os.getpid()}:{uuid.uuid4().hex}"
    lease = Lease(token)
    held_here.add(token)
    try:
        while not lease.take():
            time.sleep(WAIT_SECONDS)
        with lease.kept():
            yield lease
    finally:
        held_here.discard(token)
        lease.give_back()


def machine() -> str:
    """Where the number of a process means the same process: containers may share a host's name."""
    numbers = ""
    with suppress(OSError):
        numbers = os.readlink("/proc/self/ns/pid").strip("pid:[]")
    return f"{socket.gethostname()}/{numbers}"


def is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    host, _colon, rest = holder.rpartition(":")[0].rpartition(":")
    if host != machine() or not rest.isdigit():
        return not holder
    if int(rest) == os.getpid():
        return holder not in held_here
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False
