"""Machines that share a database: one builds at a time, and the folder of each is right."""

import json
import threading

import pytest
from django.db import connection

from export import one_writer
from export.deliver import export_site
from export.models import Writer
from export.one_writer import Lease, LeaseLost
from export.worker import build_pending
from tests import factories as make
from tests.proofs.counts import count
from tests.proofs.process import KILLED
from tests.proofs.two_writers import WRITERS
from tests.same_site import assert_same, difference, snapshot
from tests.site_of_all_kinds import build_site
from tests.site_with_changes import (
    build_site_with_changes,
    differs_from_clean_copy,
    keep_a_copy,
    run_program,
)
from tests.test_one_writer import overlapping

pytestmark = pytest.mark.both_databases
PATIENCE = 60  # seconds; a slow machine is not a failure


@pytest.fixture
def site(committed, tmp_path):
    pages = build_site_with_changes()
    for number in range(WRITERS):
        make.NewsFactory(parent=pages["news_index"], slug=f"of-writer-{number}")
    keep_a_copy(tmp_path / "site")
    return tmp_path / "site"


def test_machines_with_a_folder_each_build_one_at_a_time_and_miss_nothing(
    site, tmp_path, record_property
):
    how_often = count("builds side by side")
    said = run_program("two_writers", tmp_path / "place", site, how_often, "machines")
    told = json.loads(said)
    assert told["ended"] == [0] * WRITERS
    assert overlapping(told["spans"]) == []
    assert told["differs"] == [""] * WRITERS
    record_property("tried", f"{WRITERS} machines, {how_often} builds each")


def test_a_builder_killed_on_another_machine_is_followed_when_its_lease_ends(site, tmp_path):
    said = run_program("two_writers", tmp_path / "place", site, "other_machine", "killed")
    assert json.loads(said) == {"waited": True, "ended": [KILLED, 0], "old": False}
    assert_same(differs_from_clean_copy(tmp_path / "place"))


def test_a_builder_that_wakes_up_after_its_lease_writes_nothing(site, tmp_path):
    """Another machine has answered its changes meanwhile, in a folder of its own."""
    said = run_program("two_writers", tmp_path / "place", site, "other_machine", "frozen")
    assert json.loads(said) == {"waited": True, "ended": [1, 0], "old": True}


@pytest.mark.django_db
def test_what_one_machine_has_answered_the_other_one_finds(tmp_path, settings):
    pages = build_site()
    folders = [tmp_path / "here", tmp_path / "there"]
    for settings.PUBLIC_DIR in folders:
        export_site()
    pages["news"].title = "改了题目"
    pages["news"].save_revision().publish()
    pages["event"].delete()
    for settings.PUBLIC_DIR in folders:
        assert build_pending()
    assert_same(difference(snapshot(folders[0]), snapshot(folders[1])))
    for settings.PUBLIC_DIR in folders * 2:
        assert build_pending() is None


def test_a_lease_is_kept_however_long_a_step_takes(committed, monkeypatch):
    monkeypatch.setattr(one_writer, "BEAT_SECONDS", 0.01)
    with one_writer.one_writer() as lease:
        first = Writer.objects.get().until
        wait_until(lambda: Writer.objects.get().until > first)
        assert Lease("another:1:x").take() is False
        Writer.objects.update(holder="another:1:x")
        with pytest.raises(LeaseLost):
            lease.renew()
    assert Writer.objects.get().holder == "another:1:x"


def test_a_lost_lease_is_not_taken_back(committed, monkeypatch):
    """By the thread that keeps it: what the new holder has noted stays."""
    monkeypatch.setattr(one_writer, "BEAT_SECONDS", 0.01)
    with one_writer.one_writer():
        Writer.objects.update(holder="another:1:x")
        wait_until(lambda: not any(t.name == one_writer.THREAD for t in threading.enumerate()))
        assert Writer.objects.get().holder == "another:1:x"
    connection.close()


def wait_until(true):
    pause = threading.Event()
    for _attempt in range(PATIENCE * 20):
        if true():
            return
        pause.wait(0.05)
    raise AssertionError("it never came about")
