"""Only one process builds at a time, on whatever machine: a lease in the database.

A lease that isn't renewed ends after five minutes; one whose process died on this machine ends
at once.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from export.models import Writer

LEASE = timedelta(minutes=5)
RENEW_SECONDS = 1.0
WAIT_SECONDS = 0.1
held_here: set[str] = set()  # tokens of the leases that this process holds


class LeaseLost(Exception):
    """Another process has taken over: this one was silent for too long, and must not write."""


class Lease:
    def __init__(self, token: str):
        self.token = token
        self.renewed = time.monotonic()

    def take(self) -> bool:
        now = timezone.now()
        seen, _made = Writer.objects.get_or_create(pk=1, defaults={"until": now})
        if seen.until > now and not is_dead(seen.holder):
            return False
        free = Writer.objects.filter(pk=1, holder=seen.holder, until=seen.until)
        return bool(free.update(holder=self.token, until=now + LEASE, done=0, total=0, phase=""))

    def progress(self, done: int, total: int, phase: str):
        """Tell how far the build is, and keep the lease. Raises LeaseLost."""
        if time.monotonic() - self.renewed > RENEW_SECONDS:
            self.renew(done=done, total=total, phase=phase)

    def renew(self, **facts):
        mine = Writer.objects.filter(pk=1, holder=self.token)
        if not mine.update(until=timezone.now() + LEASE, **facts):
            raise LeaseLost
        self.renewed = time.monotonic()

    def give_back(self):
        mine = Writer.objects.filter(pk=1, holder=self.token)
        mine.update(holder="", until=timezone.now(), phase="", done=0, total=0)


@contextmanager
def one_writer() -> Iterator[Lease]:
    """Wait until nobody else builds; the lease is for as long as the block runs."""
    token = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex}"
    lease = Lease(token)
    held_here.add(token)
    try:
        while not lease.take():
            time.sleep(WAIT_SECONDS)
        yield lease
    finally:
        held_here.discard(token)
        lease.give_back()


def is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    host, _colon, rest = holder.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or not rest.isdigit():
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
