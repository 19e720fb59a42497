"""Puts a backup into an empty place, and says whether the keys of this machine open it."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from config.backups import database
from config.backups.faults import Failed, in_words
from config.backups.files import copy_files, files_in
from config.backups.making import FOLDERS, note_of
from service_requests.encryption import Unreadable
from service_requests.models import ServiceRequest


def restore(backup: Path):
    """Raises Failed, and changes nothing that is there."""
    note = note_of(backup)
    if not note:
        raise Failed(_("%s 不是 manage.py backup 做的备份。") % backup)
    if note["database"] != connection.vendor:
        words = _("这个备份是 %(its)s 的，现在设的是 %(ours)s。先改 XINYU_DATABASE_URL。")
        raise Failed(words % {"its": note["database"], "ours": connection.vendor})
    refuse_full()
    with in_words():
        try:
            put_back(backup)
        except BaseException:
            for folder in folders().values():  # which held nothing before
                shutil.rmtree(folder, ignore_errors=True)
            raise


def folders() -> dict[str, Path]:
    return {name: Path(getattr(settings, setting)) for name, setting in FOLDERS.items()}


def put_back(backup: Path):
    """The database last: with it the place is no longer empty."""
    for name, folder in folders().items():
        copy_files(backup / name, folder, None, quietly)
    database.put_back(backup / database.file_name(), quietly)


def quietly(done: int, of: int):
    pass


def refuse_full():
    """Only an empty place is filled: nothing that somebody still needs is written over."""
    if not database.is_empty():
        words = _("数据库不是空的，没有动它。要恢复，换一个空的 XINYU_VAR_DIR 或者空的库。")
        raise Failed(words)
    for folder in folders().values():
        if next(files_in(folder), None):
            raise Failed(_("%s 里已经有文件，没有动它。换一个空的 XINYU_VAR_DIR。") % folder)


def keys_fit() -> bool | None:
    """Whether the newest request can be read; None where there is none."""
    names = ServiceRequest.objects.order_by("-pk").values_list("name", flat=True)
    try:
        return names.first() is not None or None
    except Unreadable:
        return False
