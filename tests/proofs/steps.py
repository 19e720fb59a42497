"""Every step that changes a file or commits to the database, with somebody told before it.

Knows nothing of the export: it stands between Python and the system. What SQLite does inside
one commit is its own affair; it is a step of its own here.
"""

import builtins
import io
import os
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

Told = Callable[[str, str], None]  # (what, path): "replace", "/site/index.html"

CALLS = ["replace", "rename", "link", "symlink", "unlink", "remove", "rmdir", "mkdir", "truncate"]
WRITING = set("wax+")


@contextmanager
def told_of_every_step(tell: Told):
    with ExitStack() as stack:
        for name in CALLS:
            stack.enter_context(patch.object(os, name, telling(name, getattr(os, name), tell)))
        opened = telling_of_writing(io.open, tell)
        for module in (builtins, io):
            stack.enter_context(patch.object(module, "open", opened))
        stack.enter_context(patch.object(os, "open", telling_of_creation(os.open, tell)))
        commit = telling("commit", BaseDatabaseWrapper._commit, tell)
        stack.enter_context(patch.object(BaseDatabaseWrapper, "_commit", commit))
        stack.enter_context(patch.object(CursorWrapper, "execute", telling_of_rows(tell)))
        yield


def telling(name: str, call, tell: Told):
    def told(*args, **kwargs):
        tell(name, str(args[1] if name in {"replace", "rename", "link"} else args[0]))
        return call(*args, **kwargs)

    return told


def telling_of_writing(call, tell: Told):
    def told(file, mode="r", *args, **kwargs):
        if WRITING & set(mode):
            tell("write", str(file))
        return call(file, mode, *args, **kwargs)

    return told


def telling_of_creation(call, tell: Told):
    def told(path, flags, *args, **kwargs):
        if flags & os.O_CREAT:
            tell("create", str(path))
        return call(path, flags, *args, **kwargs)

    return told


def telling_of_rows(tell: Told):
    """Outside a transaction each statement commits by itself."""
    execute = CursorWrapper.execute

    def told(cursor, sql, params=None):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            tell("statement", sql)
        return execute(cursor, sql, params)

    return told
