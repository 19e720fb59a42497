"""Beside the worker: the handbook's files wait for the pages, and end with the server."""

import signal
import subprocess

import pytest

from export.models import Change, Run
from handbook_files import watcher

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch):
    """What was made, and that something is always wanted."""
    done = []
    monkeypatch.setattr(watcher, "pending", lambda: ["a handbook"])
    monkeypatch.setattr(watcher, "make", done.append)
    return done


def running() -> bool:
    return True


def build_of_the_site() -> Run:
    return Run.objects.create(seconds=1)


def test_it_waits_while_pages_are_to_be_made(made):
    build_of_the_site()
    change = Change.objects.create(model="pages.handbookpage", object_id="1")
    assert watcher.look(-1, 0.0, running) == (-1, 0.0)
    assert made == []
    change.delete()
    watcher.look(-1, 0.0, running)
    assert made == [running]


def test_it_asks_once_after_each_build_of_the_site(made):
    first = build_of_the_site()
    state = watcher.look(-1, 0.0, running)
    assert state[0] == first.pk
    assert watcher.look(*state, running) == state
    assert len(made) == 1
    build_of_the_site()
    watcher.look(*state, running)
    assert len(made) == 2


def test_it_looks_now_and_then_for_what_no_build_told(made):
    seen, _look_at = watcher.look(-1, 0.0, running)
    watcher.look(seen, 0.0, running)  # the time has come
    assert len(made) == 2


def test_nothing_is_started_while_nothing_is_wanted(made, monkeypatch):
    monkeypatch.setattr(watcher, "pending", list)
    watcher.look(-1, 0.0, running)
    assert made == []


def test_what_is_being_made_ends_with_the_server(monkeypatch):
    begun, begin = [], subprocess.Popen

    def noted(*arguments, **options):
        begun.append(begin(*arguments, **options))
        return begun[0]

    monkeypatch.setattr(watcher, "command", lambda: ["sleep", "20"])
    monkeypatch.setattr(subprocess, "Popen", noted)
    watcher.make(lambda: False)
    assert begun[0].returncode == -signal.SIGKILL
