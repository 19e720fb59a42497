"""How papers lie on the disk: sealed, under random names, whole or not at all, and no longer than
there is a row for them."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from service_requests.encryption import Unreadable
from service_requests.models import Attachment, Draft
from service_requests.papers import store
from service_requests.papers.sweep import STILL_COMING, sweep, sweep_some
from service_requests.purge import purge_expired
from tests.factories_papers import (
    SECRET,
    check_with,
    make_paper,
    paper_service,
    stored_files,
    upload,
)
from tests.factories_requests import make_request

pytestmark = pytest.mark.django_db


def grow_old(path: Path, seconds=STILL_COMING + 60):
    moment = path.stat().st_mtime - seconds
    os.utime(path, (moment, moment))


def test_what_lies_on_the_disk_is_sealed_and_for_its_user_only(settings):
    name = store.put(b"in the clear")
    (path,) = stored_files()
    assert b"in the clear" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert store.get(name) == b"in the clear"
    settings.REQUEST_KEYS = ["a thief's guess"]
    with pytest.raises(Unreadable):
        store.get(name)


def test_the_store_is_apart_from_the_media_and_the_public_folder(settings):
    folder = Path(settings.PAPERS_DIR)
    for other in (settings.MEDIA_ROOT, settings.PUBLIC_DIR, settings.STATIC_ROOT):
        assert not folder.is_relative_to(other)


def test_a_new_first_key_takes_a_file_over_and_doing_it_twice_harms_nothing(settings):
    settings.REQUEST_KEYS = ["old"]
    name = store.put(b"content")
    settings.REQUEST_KEYS = ["new", "old"]
    store.take_over(name)
    store.take_over(name)
    settings.REQUEST_KEYS = ["new"]
    assert store.get(name) == b"content"
    assert [path.name for path in stored_files()] == [name]
    with pytest.raises(store.Lost):
        store.take_over("0" * 32)


def test_the_command_that_rotates_keys_takes_the_files_over_as_well(settings, capsys):
    settings.REQUEST_KEYS = ["old"]
    paper = make_paper()
    settings.REQUEST_KEYS = ["new", "old"]
    with pytest.raises(SystemExit):
        call_command("rotate_keys", check=True)
    assert "Attachment：还有 1 个" in capsys.readouterr().out
    call_command("rotate_keys")
    settings.REQUEST_KEYS = ["new"]
    assert store.get(paper.stored_as) == b"content"
    call_command("rotate_keys", check=True)
    store.remove(paper.stored_as)
    call_command("rotate_keys", check=True)  # what is lost keeps no key alive


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(monkeypatch, settings):
    settings.REQUEST_KEYS = ["old"]
    name = store.put(b"content")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    settings.REQUEST_KEYS = ["new", "old"]
    with pytest.raises(OSError, match="No space"):
        store.take_over(name)
    assert [path.name for path in stored_files()] == [name]
    assert store.get(name) == b"content"


def test_a_full_disk_at_the_last_moment_costs_the_file_and_not_the_form(client, monkeypatch):
    service = paper_service()

    def full(_content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "put", full)
    response = check_with(client, service, [upload(name="门口.jpg")])
    assert "“门口.jpg”没收下" in response.content.decode()
    assert "不知道找谁开证明" in response.content.decode()


def test_deleting_a_request_takes_its_files_along(django_capture_on_commit_callbacks):
    request = make_request()
    paper = make_paper(request)
    with django_capture_on_commit_callbacks() as after_commit:
        request.delete()
    assert store.is_there(paper.stored_as)  # a transaction may still fail
    for callback in after_commit:
        callback()
    assert not store.is_there(paper.stored_as)


def test_a_draft_that_is_purged_takes_its_files_along(client, django_capture_on_commit_callbacks):
    check_with(client, paper_service(), [upload()])
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        purge_expired()
    assert not Attachment.objects.exists()
    assert stored_files() == []


def test_the_sweep_removes_what_no_row_names_once_it_is_old_enough():
    kept, orphan, coming = make_paper().stored_as, store.put(b"x"), store.put(b"y")
    part = store.path_of(orphan).with_name(f"{orphan}.part")
    part.write_bytes(b"half")
    for path in (store.path_of(kept), store.path_of(orphan), part):
        grow_old(path)
    done = sweep()
    assert sorted(done["removed"]) == sorted([orphan, f"{orphan}.part"])
    assert {path.name for path in stored_files()} == {kept, coming}


def test_the_sweep_finishes_what_a_crash_left_of_a_removal():
    paper = make_paper()
    paper.request.papers.all().discard(Attachment.Removal.RETENTION)  # and no commit follows
    grow_old(store.path_of(paper.stored_as))
    sweep()
    assert stored_files() == []


def test_all_folders_are_swept_within_an_hour_and_a_bit(monkeypatch):
    swept = []
    monkeypatch.setattr("service_requests.papers.sweep.sweep", swept.extend)
    for minute in range(64):
        monkeypatch.setattr("time.time", lambda minute=minute: 1_000_000_000 + 60 * minute)
        sweep_some()
    assert sorted(swept) == store.SHELVES


def test_the_command_names_the_papers_whose_file_is_gone(capsys):
    paper = make_paper()
    store.remove(paper.stored_as)
    grow_old(store.path_of(store.put(b"orphan")))
    call_command("sweep_papers")
    said = capsys.readouterr().out
    assert "删掉了 1 个没有主的文件" in said
    assert f"文件不见了：{paper.request.reference} 的“合同”" in said


def test_no_original_and_no_name_lies_anywhere_in_the_clear(client, tmp_path, settings, caplog):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "temporary"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    check_with(client, paper_service(), [upload(name="周小麦身份证.jpg")])
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    for path in written:
        assert SECRET not in path.read_bytes()
        assert "周小麦" not in path.name
        assert "周小麦".encode() not in path.read_bytes()
    assert "周小麦" not in caplog.text
