"""What is in the output folder, and what each file was made from. Kept in the folder itself.

A small SQLite file in the folder's housekeeping. Keys are questions, units (a page, the
site's own files) and files; `reads` says who has read what. It never knows more than the
folder: it is written when the files are there, and it goes where the folder goes.
"""

from __future__ import annotations

import json
import logging
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from export.entries import Entry
from export.made import Made, Numbers, PublicFile, file_key, key_of
from export.questions import Answer, Frame, Key
from export.record_tables import INDEXES, TABLES
from export.tree import Node

logger = logging.getLogger(__name__)
HOUSEKEEPING = ".xinyu"  # notes about the folder; never served
RECORD = f"{HOUSEKEEPING}/record.sqlite3"
# Two processes may have answered a question while it changed: then its answer is not known.
ADD_KEY = """
insert into key values (?, ?, ?, ?) on conflict (id) do update set
  answer = case when digest is excluded.digest then answer end,
  digest = case when digest is excluded.digest then digest end
"""


class Record:
    """`path` is the SQLite file; it is made when it isn't there."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.database = sqlite3.connect(path, isolation_level=None, timeout=20)
        self.database.execute("pragma journal_mode=wal")
        # After a power cut the record is whole, and never newer than the files; where it is
        # older, the sweep finds what has changed since.
        self.database.execute("pragma synchronous=normal")
        self.database.executescript(TABLES)
        self.numbers = Numbers()
        self.media_let_go: set[str] = set()  # addresses that a forgotten answer handed out

    def close(self):
        self.database.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All that is written inside holds, or nothing."""
        self.database.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.database.execute("rollback")
            raise
        self.database.execute("commit")

    def finish(self):
        """Make the indexes: at the end of a full build, when all rows are there at once."""
        self.database.executescript(INDEXES)

    def rows(self, sql: str, *values: Any) -> list[tuple]:
        return self.database.execute(sql, values).fetchall()

    def column(self, sql: str, *values: Any) -> list[Any]:
        return [row[0] for row in self.database.execute(sql, values)]

    def many(self, sql: str, rows: Iterable[tuple]):
        self.database.executemany(sql, rows)

    # about the build

    def about(self) -> dict[str, str]:
        return dict(self.rows("select name, value from about"))

    def tell(self, **facts: str):
        self.many("replace into about values (?, ?)", facts.items())

    # questions and who asked them

    def answer(self, key: Key) -> Answer | None:
        return self.answers([key]).get(key)

    def answers(self, keys: Iterable[Key]) -> dict[Key, Answer]:
        """Those that are known, among these."""
        asked = {self.numbers[key]: key for key in keys}
        marks = ",".join("?" * len(asked))
        sql = f"select id, answer from key where id in ({marks}) and answer is not null"  # noqa: S608
        rows = self.database.execute(sql, tuple(asked))
        return {asked[number]: Answer(pickle.loads(known), Frame()) for number, known in rows}  # noqa: S301 - our own

    def digest(self, key: Key) -> str | None:
        found = self.column("select digest from key where id = ?", self.numbers[key])
        return found[0] if found else None

    def readers(self, number: int) -> list[tuple[int, Key]]:
        sql = "select key.id, name from reads join key on key.id = reader where reads.key = ?"
        return [(found, key_of(name)) for found, name in self.database.execute(sql, (number,))]

    def reads(self, key: Key) -> set[int]:
        return set(self.column("select key from reads where reader = ?", self.numbers[key]))

    def lists(self, kind: str) -> list[Key]:
        """The lists of a kind that somebody has asked for."""
        sql = "select name from list join key on key.id = list.key where kind = ?"
        return [key_of(name) for name in self.column(sql, kind)]

    # files

    def unit_of(self, path: str) -> Key | None:
        sql = "select name from file join key on key.id = unit where path = ?"
        found = self.column(sql, path)
        return key_of(found[0]) if found else None

    def paths(self, unit: Key) -> set[str]:
        return set(self.column("select path from file where unit = ?", self.numbers[unit]))

    def files(self) -> Iterator[PublicFile]:
        sql = "select path, digest, last, redirect from file order by path"
        for path, digest, last, redirect in self.database.execute(sql):
            yield PublicFile(path, digest, bool(last), redirect)

    def media(self) -> dict[str, str]:
        """The stored name of each media file, by its address on the site."""
        return dict(self.rows("select path, name from media order by path, name"))

    def faults(self) -> list[str]:
        return list(dict.fromkeys(self.column("select sentence from fault order by rowid")))

    def failed_units(self) -> list[Key]:
        sql = "select name from fault join key on key.id = fault.key where failed"
        return [key_of(name) for name in self.column(sql)]

    # the tree as it was read

    def node(self, page_id: int) -> Node | None:
        rows = self.rows(f"select {NODE} from tree where id = ?", page_id)  # noqa: S608
        return Node(*rows[0]) if rows else None

    def nodes(self, below: str = "") -> dict[int, Node]:
        sql = f"select {NODE} from tree where path >= ? and path < ?"  # noqa: S608
        return {row[0]: Node(*row) for row in self.rows(sql, below, below + "~")}

    def entry(self, page_id: int) -> tuple[str, str, dict] | None:
        """(kind, stamp, filters) of a page in the lists of its kind; see `export.entries`."""
        found = self.rows("select kind, stamp, filters from entry where id = ?", page_id)
        return (*found[0][:2], json.loads(found[0][2])) if found else None

    def set_entries(self, kind: str, entries: Iterable[Entry]):
        rows = ((each.id, kind, each.stamp, each.filters_kept) for each in entries)
        self.many("replace into entry values (?, ?, ?, ?)", rows)

    def forget_entries(self, ids: Iterable[int]):
        self.many("delete from entry where id = ?", ((each,) for each in ids))

    # writing

    def add(self, made: Made):
        """What is new: nothing of it stands here yet, but for questions asked twice."""
        self.many(ADD_KEY, made.keys)
        self.many("insert into reads values (?, ?)", made.reads)
        self.many("replace into file values (?, ?, ?, ?, ?)", made.files)
        self.many("insert into media values (?, ?, ?)", made.media)
        self.many("insert into fault values (?, ?, ?)", made.faults)
        self.many("replace into list values (?, ?)", ((kind, key) for kind, key in made.lists))

    def replace(self, made: Made) -> set[int]:
        """The same in the place of what stands here; the numbers of keys that may be unread."""
        before = self.forget_numbers({row[0] for row in made.keys})
        self.add(made)
        return before

    def forget(self, keys: Iterable[Key]) -> set[int]:
        """Units and files that are gone; the numbers of keys that may now be unread."""
        return self.forget_numbers({self.numbers[key] for key in keys})

    def forget_files(self, paths: Iterable[str]) -> set[int]:
        paths = list(paths)
        self.many("delete from file where path = ?", ((path,) for path in paths))
        return self.forget(file_key(path) for path in paths)

    def forget_numbers(self, numbers: set[int]) -> set[int]:
        before: set[int] = set()
        for number in numbers:
            before.update(self.column("select key from reads where reader = ?", number))
            self.media_let_go.update(self.column("select path from media where key = ?", number))
        for sql in FORGET:
            self.many(sql, ((number,) for number in numbers))
        return before

    def sweep_unread(self, numbers: set[int]):
        """Drop the answers among these that nobody reads any more, and theirs in turn. Lists
        stay: who asks for neighbours in one is not noted as its reader."""
        while numbers:
            unread = {number for number in numbers if not self.rows(READ, number, number)}
            numbers = self.forget_numbers(unread)

    def set_nodes(self, gone: Iterable[int], nodes: Iterable[Node]):
        self.many("delete from tree where id = ?", ((each,) for each in gone))
        rows = ((n.id, n.title, n.url, n.path, n.kind, n.changed) for n in nodes)
        self.many("replace into tree values (?, ?, ?, ?, ?, ?)", rows)


def open_record(folder: Path) -> Record | None:
    """The record of an output folder; None where there is none, or none that can be read."""
    path = folder / RECORD
    if not path.exists():
        return None
    try:
        record = Record(path)
        record.about()
    except sqlite3.DatabaseError:
        logger.exception("the record of %s cannot be read; the site is built anew", folder)
        return None
    return record


NODE = "id, title, url, path, kind, changed"
READ = "select 1 from reads where key = ? union all select 1 from list where key = ? limit 1"
FORGET = (
    "delete from key where id = ?",
    "delete from reads where reader = ?",
    "delete from media where key = ?",
    "delete from fault where key = ?",
    "delete from list where key = ?",
)
