"""Backups: whole or not there, consistent while others write, without the keys, and of use when
they are put back."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as machine
from django.core.management import CommandError, call_command

from config.backups import database, making
from config.backups.faults import Failed
from config.backups.making import back_up, backups_in
from service_requests.papers import store
from tests.backups import NIGHT, make, something_to_back_up  # noqa: F401 - a fixture
from tests.databases import empty_for, environment_for
from tests.factories_papers import stored_files
from tests.proofs.full_disk import Disk, filling
from tests.proofs.process import KILLED, die, in_its_own_process

READ = "from service_requests.models import ServiceRequest as R; r = R.objects.get(); "
READ += "from service_requests.papers import store; p = r.papers.get(); "
READ += "print(r.name, p.name, store.get(p.stored_as).decode())"


def everything_in(folder: Path) -> list[Path]:
    return [folder, *folder.rglob("*")]


class TestWhatIsInIt:
    def test_database_papers_and_media_for_nobody_else_to_read(self, place, capsys):
        backup = make(place)
        assert backup.name == "xinyu-20261125-030001"
        names = {path.name for path in backup.iterdir()}
        assert names == {database.file_name(), "papers", "media", "backup.json"}
        assert (backup / "media/images/bridge.png").read_bytes() == b"a picture"
        [paper] = stored_files()
        assert [path.name for path in (backup / "papers").rglob("*") if path.is_file()] == [
            paper.name
        ]
        for path in everything_in(backup):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
        said = capsys.readouterr().out
        assert f"备份好了：{backup}" in said
        assert "材料 1 份，图片和文档 1 个" in said
        assert "密钥不在里面，要另外存" in said

    def test_no_key_is_in_it(self, place):
        backup = make(place)
        whole = b"".join(path.read_bytes() for path in everything_in(backup) if path.is_file())
        for key in (*machine.REQUEST_KEYS, machine.LOOKUP_KEY, machine.LOG_KEY):
            assert key.encode() not in whole

    def test_what_has_not_changed_takes_no_room_twice(self, place):
        first = make(place)
        [paper] = stored_files()
        store.write(paper, paper.read_bytes())  # made anew, as when keys are rotated
        second = make(place, moment=NIGHT + timedelta(days=1))
        bridge, sealed = Path("media/images/bridge.png"), Path("papers") / paper.parent.name
        assert (first / bridge).samefile(second / bridge)
        assert not (first / sealed / paper.name).samefile(second / sealed / paper.name)


@pytest.mark.both_databases
class TestPutBack:
    def elsewhere(self, tmp_path, **keys) -> dict[str, str]:
        """The environment of another machine that has this one's keys, or others."""
        own = {"REQUEST_KEYS": ",".join(machine.REQUEST_KEYS), "LOOKUP_KEY": machine.LOOKUP_KEY}
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("XINYU_")}
        given = {f"XINYU_{name}": value for name, value in (own | keys).items()}
        home = tmp_path / "elsewhere"
        home.mkdir(exist_ok=True)
        return inherited | environment_for(home) | given | {"XINYU_VAR_DIR": str(home / "var")}

    def run(self, environment, *arguments):
        order = [sys.executable, str(machine.BASE_DIR / "manage.py"), *arguments]
        return subprocess.run(order, env=environment, capture_output=True, text=True, check=False)

    def test_a_request_and_its_paper_are_read_there_with_the_keys(self, place, tmp_path):
        backup = make(place)
        empty_for(tmp_path / "elsewhere")
        there = self.elsewhere(tmp_path)
        done = self.run(there, "restore", str(backup))
        assert (done.returncode, done.stderr) == (0, "")
        assert "读得出最新的一件" in done.stdout
        read = self.run(there, "shell", "-c", READ)
        assert read.stdout.strip().endswith("周小麦 合同.jpg a contract"), read.stderr
        assert (tmp_path / "elsewhere/var/media/images/bridge.png").exists()

    def test_with_other_keys_it_says_so(self, place, tmp_path):
        backup = make(place)
        empty_for(tmp_path / "elsewhere")
        done = self.run(self.elsewhere(tmp_path, REQUEST_KEYS="x" * 40), "restore", str(backup))
        assert done.returncode == 1
        assert "XINYU_REQUEST_KEYS 不是当时的" in done.stderr

    def test_nothing_that_is_there_is_written_over(self, place, capsys):
        backup = make(place)
        with pytest.raises(CommandError, match="数据库不是空的"):
            call_command("restore", str(backup))
        with pytest.raises(CommandError, match=r"不是 manage\.py backup 做的"):
            call_command("restore", str(place))

    def test_files_that_are_there_are_not_written_over_either(self, place, monkeypatch):
        backup = make(place)
        monkeypatch.setattr(database, "is_empty", lambda: True)
        with pytest.raises(CommandError, match="里已经有文件"):
            call_command("restore", str(backup))


class TestOldOnes:
    def test_only_its_own_go_and_only_beyond_the_newest(self, place, tmp_path, capsys):
        place.mkdir()
        foreign = place / "xinyu-20200101-000000"
        foreign.mkdir()
        (foreign / "thesis.txt").write_text("not a backup")
        (place / "other").mkdir()
        made = [make(place, moment=NIGHT + timedelta(days=day)) for day in range(3)]
        (place / "xinyu-20200102-000000").symlink_to(made[0])
        last = make(place, "--keep", "2", moment=NIGHT + timedelta(days=3))
        assert backups_in(place) == [made[2], last]
        assert (foreign / "thesis.txt").exists()
        assert {path.name for path in place.iterdir()} == {
            ".xinyu-backup.lock",
            "other",
            foreign.name,
            "xinyu-20200102-000000",
            made[2].name,
            last.name,
        }
        assert "删掉了 2 个旧的备份" in capsys.readouterr().out

    def test_keeping_none_is_refused(self, place):
        with pytest.raises(CommandError, match="至少是 1"):
            call_command("backup", str(place), "--keep", "0")
        assert not place.exists()


class TestFaults:
    @pytest.mark.parametrize("room", [0, 1, 2, 3, 4])
    def test_on_a_full_disk_nothing_is_left_and_the_reason_is_told(self, room, place):
        place.mkdir()
        with (
            filling(Disk(room)),
            pytest.raises(CommandError, match="磁盘满了"),
        ):
            call_command("backup", str(place))
        assert [path for path in place.iterdir() if path.name != ".xinyu-backup.lock"] == []
        assert make(place)

    def test_so_it_is_when_sqlite_finds_it_full(self, place, monkeypatch):
        def full(*arguments):
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(making, "copy_database", full)
        with pytest.raises(CommandError, match="磁盘满了"):
            call_command("backup", str(place))
        assert backups_in(place) == []

    def test_a_place_that_cannot_be_written_is_named(self, place, monkeypatch):
        def refused(path, *arguments, **options):
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "mkdir", refused)
        with pytest.raises(CommandError, match=f"没有权限：{place}"):
            call_command("backup", str(place))

    @pytest.mark.parametrize("name", ["PUBLIC_DIR", "MEDIA_ROOT", "PAPERS_DIR"])
    def test_where_readers_could_fetch_it_none_is_made(self, name, place):
        with pytest.raises(CommandError, match="会送给读者"):
            call_command("backup", str(Path(getattr(machine, name)) / "backups"))

    def test_one_at_a_time(self, place):
        with making.alone_in(place), pytest.raises(Failed, match="正在做另一个备份"):
            back_up(place)

    def test_one_that_was_killed_is_no_backup_and_is_cleared_away(self, place):
        assert in_its_own_process(lambda: back_up(place, lambda *told: die())) == KILLED
        assert [path.suffix for path in place.iterdir() if path.is_dir()] == [".part"]
        assert backups_in(place) == []
        backup = make(place)
        assert [path for path in place.iterdir() if path.is_dir()] == [backup]
