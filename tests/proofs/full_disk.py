"""A disk that is full from some write on: files can be opened, renamed and removed, not filled."""

import builtins
import errno
import io
import os
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from tests.proofs.steps import WRITING

MAKING = ["mkdir", "link", "symlink", "write", "pwrite", "sendfile", "copy_file_range"]


class Disk:
    """Takes `room` writes; one more, and each that follows, fails. None: as many as come."""

    def __init__(self, room: int | None = None):
        self.room = room
        self.writes = 0

    def take(self):
        self.writes += 1
        if self.room is not None and self.writes > self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def filling(disk: Disk):
    with ExitStack() as stack:
        for name in MAKING:
            stack.enter_context(patch.object(os, name, taking(disk, getattr(os, name))))
        opened = opening(disk, io.open)
        for module in (builtins, io):
            stack.enter_context(patch.object(module, "open", opened))
        yield


def taking(disk: Disk, call):
    def write(*args, **kwargs):
        disk.take()
        return call(*args, **kwargs)

    return write


def opening(disk: Disk, call):
    def opened(file, mode="r", *args, **kwargs):
        handle = call(file, mode, *args, **kwargs)
        if WRITING & set(mode):
            handle.write = taking(disk, handle.write)
        return handle

    return opened
