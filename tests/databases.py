"""Whole copies of a database, on SQLite and on PostgreSQL: to put one back as it was after a
test that really commits, and to give a program of the proofs one of its own."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import django
from django.apps import apps
from django.conf import settings
from django.db import connection


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def put_back() -> Iterator[None]:
    """What the block commits is gone after it. A flush would take the rows of Wagtail's
    migrations along, and every later test with them."""
    connection.close()
    kept = Kept()
    yield
    connection.close()
    kept.put_back()


class Kept:
    def __init__(self):
        self.name = str(connection.settings_dict["NAME"])
        if on_postgresql():
            copy_database(self.name, f"{self.name}_kept")
        else:
            self.file = Path(self.name).read_bytes()

    def put_back(self):
        if on_postgresql():
            copy_database(f"{self.name}_kept", self.name)
            ask(f'DROP DATABASE "{self.name}_kept"')
            return
        put_file(self.name, self.file)


def put_file(name: str, whole: bytes):
    """In the place of an SQLite database, and of what was still to be written into it."""
    for ending in ("-wal", "-shm"):
        Path(name + ending).unlink(missing_ok=True)
    Path(name).write_bytes(whole)


def stored_bytes() -> str:
    """Every value of every row of every table of this database."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows.append(repr(cursor.fetchall()))
    return "\n".join(rows)


def copy_into(folder: Path):
    """A copy of the present database that belongs to a folder: a file in it, or one by its name."""
    name = str(connection.settings_dict["NAME"])
    if on_postgresql():
        connection.close()
        copy_database(name, database_of(folder))
        return
    source = sqlite3.connect(name)
    target = sqlite3.connect(folder / "var/site.sqlite3")
    with source, target:
        source.backup(target)
    source.close()
    target.close()


def copy_between(source: Path, target: Path):
    """The database of one folder for another. A file has come with its folder."""
    if on_postgresql():
        copy_database(database_of(source), database_of(target))


class Migrated:
    """An SQLite database as all migrations leave it, kept for the next run of the tests: they
    take ten times as long as copying what they come to."""

    def __init__(self):
        self.name = str(connection.creation._get_test_db_name())
        self.folder = Path(settings.DATABASES["default"]["NAME"]).parent
        self.file = self.folder / f"migrated-{digest_of_migrations()}.sqlite3"

    def lay_down(self) -> bool:
        """The copy is where the tests' database is to be; False if there is none."""
        if on_postgresql() or not self.file.exists():
            return False
        put_file(self.name, self.file.read_bytes())
        return True

    def keep(self):
        """In one step, as two processes may come here at once. Older ones go."""
        for old in set(self.folder.glob("migrated-*.sqlite3")) - {self.file}:
            old.unlink(missing_ok=True)
        half = self.file.with_suffix(f".{os.getpid()}")
        source, target = sqlite3.connect(self.name), sqlite3.connect(half)
        with source, target:
            source.backup(target)
        source.close()
        target.close()
        half.rename(self.file)


def digest_of_migrations() -> str:
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    files = sorted(file for folder in folders for file in folder.glob("*.py"))
    found = hashlib.sha256(django.__version__.encode())
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def empty_for(folder: Path) -> dict[str, str]:
    """A new database for a site that has yet to begin, and what leads to it."""
    if on_postgresql():
        name = database_of(folder)
        ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    return environment_for(folder)


def environment_for(folder: Path) -> dict[str, str]:
    """What leads a program to the database of a folder."""
    given = connection.settings_dict
    if not on_postgresql():
        return {}
    who = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    where = f"{given['HOST']}:{given['PORT']}/{database_of(folder)}"
    return {"XINYU_DATABASE_URL": f"postgres://{who}@{where}"}


def database_of(folder: Path) -> str:
    return "site_" + hashlib.blake2b(str(folder).encode(), digest_size=8).hexdigest()


def copy_database(source: str, target: str):
    """In the place of what is there; whoever is connected to either is thrown out."""
    ask(
        f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)',
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{source}'",  # noqa: S608
        f'CREATE DATABASE "{target}" TEMPLATE "{source}"',
    )


def ask(*statements: str):
    """By a connection of its own: Django's is to the database that is copied."""
    import psycopg

    given = connection.settings_dict
    server = {"host": given["HOST"], "port": given["PORT"] or None, "user": given["USER"]}
    with psycopg.connect(
        **server, password=given["PASSWORD"], dbname="postgres", autocommit=True
    ) as server_wide:
        for statement in statements:
            server_wide.execute(statement)
