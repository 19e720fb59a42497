"""The copy of an SQLite database is what it was at one moment, whatever is written meanwhile."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from config.backups import database

WRITER = """
import sqlite3
line = sqlite3.connect(LIVE, timeout=20)
while True:
    line.execute("INSERT INTO page VALUES (hex(randomblob(2000)))")
    line.execute("UPDATE count SET pages = pages + 1")
    line.commit()
    print("written", flush=True)
"""


class TestWhileOthersWrite:
    @pytest.fixture
    def live(self, tmp_path) -> Path:
        path = tmp_path / "live.sqlite3"
        with closing(sqlite3.connect(path)) as made:
            made.execute("PRAGMA journal_mode=WAL")
            made.execute("CREATE TABLE page (body)")
            made.execute("CREATE TABLE count (pages)")
            made.execute("INSERT INTO count VALUES (0)")
            made.commit()
            for _page in range(200):
                self.add_page(made)
        return path

    def add_page(self, connection):
        connection.execute("INSERT INTO page VALUES (hex(randomblob(2000)))")
        connection.execute("UPDATE count SET pages = pages + 1")
        connection.commit()

    def counts(self, path) -> tuple[int, int]:
        with closing(sqlite3.connect(path)) as read:
            query = "SELECT (SELECT count(*) FROM page), (SELECT pages FROM count)"
            return read.execute(query).fetchone()

    def test_a_write_between_any_two_steps_changes_nothing_in_it(self, live, tmp_path, monkeypatch):
        monkeypatch.setattr(database, "PAGES", 5)
        steps = []
        with closing(sqlite3.connect(live)) as writer:

            def write(done, of):
                steps.append(done)
                assert len(steps) < 1000, "it begins anew at each write"
                self.add_page(writer)

            database.copy_sqlite(live, tmp_path / "copy.sqlite3", write)
        assert self.counts(tmp_path / "copy.sqlite3") == (200, 200)
        assert self.counts(live) == (200 + len(steps), 200 + len(steps))
        assert steps == sorted(steps)  # it never began anew
        assert [path.name for path in tmp_path.glob("copy*")] == ["copy.sqlite3"]

    def test_beside_a_process_that_writes_without_a_pause(self, live, tmp_path):
        program = WRITER.replace("LIVE", repr(str(live)))
        writer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        try:
            for number in range(5):
                assert writer.stdout.readline()
                database.copy_sqlite(live, tmp_path / f"copy{number}", lambda done, of: None)
        finally:
            writer.kill()
            writer.wait()
            writer.stdout.close()
        found = [self.counts(tmp_path / f"copy{number}") for number in range(5)]
        assert all(pages == counted for pages, counted in found)
        assert found[0][0] > 200
