"""Why a backup or its return came to nothing, in words for whoever runs the command."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _


class Failed(Exception):
    """Nothing was left half-done."""


@contextmanager
def in_words() -> Iterator[None]:
    """Faults of the disk as Failed."""
    try:
        yield
    except sqlite3.Error as fault:
        if "full" in str(fault):
            raise Failed(_("磁盘满了，什么都没有留下。腾出地方再来。")) from fault
        raise Failed(_("数据库读不出或者写不下：%s") % fault) from fault
    except OSError as fault:
        raise Failed(words_of(fault)) from fault


def words_of(fault: OSError) -> str:
    where = fault.filename or ""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("磁盘满了，什么都没有留下。腾出地方再来。")
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("没有权限：%s。换一个运行应用的用户写得了的文件夹。") % where
    return _("磁盘出了错：%(fault)s %(where)s") % {"fault": fault.strerror, "where": where}
