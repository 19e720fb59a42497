"""The database's part of a backup: a consistent copy while others write, and its return.

SQLite through its online backup API, never by copying the file; PostgreSQL through pg_dump.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

from config.backups.faults import Failed

SQLITE, DUMP = "site.sqlite3", "site.dump"
PAGES = 4096  # copied between two words about how far it is

Tell = Callable[[int, int], None]  # done, of


def file_name() -> str:
    return SQLITE if connection.vendor == "sqlite" else DUMP


def copy_database(target: Path, tell: Tell):
    if connection.vendor == "sqlite":
        copy_sqlite(Path(connection.settings_dict["NAME"]), target, tell)
    else:
        run_for_postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
        target.chmod(0o600)


def copy_sqlite(source: Path, target: Path, tell: Tell):
    """As it was when this began, however much is written meanwhile: the snapshot that a reading
    transaction keeps is what every step copies, so that no write makes it start anew."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(open_sqlite(source)) as live, closing(open_sqlite(target)) as copy:
        live.execute("BEGIN")
        live.execute("SELECT 1 FROM sqlite_master").fetchone()
        live.backup(copy, pages=PAGES, progress=lambda _status, left, of: tell(of - left, of))
        live.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise Failed(_("数据库有损坏的地方，备份不了。请找维护程序的人。"))


def open_sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None)


def run_for_postgresql(program: str, *options: str):
    """Who and where goes by the environment and plain options; a password never by the latter."""
    found = shutil.which(program)
    if not found:
        words = _("没有 %s。装上 Debian 的 postgresql-client，版本不能比服务器旧。")
        raise Failed(words % program)
    who, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    if program == "pg_restore":
        who = [*who[:-1], "--dbname", who[-1]]
    done = subprocess.run(  # noqa: S603
        [found, *options[:-1], *who[1:], *options[-1:]],
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [""])[-1]
        raise Failed(_("%(program)s 没做成：%(said)s") % {"program": program, "said": said})


def is_empty() -> bool:
    """Whether nothing could be lost by putting a database here."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return not path.exists() or path.stat().st_size == 0
    return not connection.introspection.table_names()


def put_back(source: Path, tell: Tell):
    """Into the place of the present one, which is empty."""
    connection.close()
    if connection.vendor == "sqlite":
        target = Path(connection.settings_dict["NAME"])
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)
        copy_sqlite(source, part, tell)
        part.replace(target)
    else:
        options = ["--no-owner", "--exit-on-error", "--single-transaction"]
        run_for_postgresql("pg_restore", *options, str(source))
