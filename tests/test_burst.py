"""Many publish at once: the site is built for all of them together, and ends right."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection

from export import worker
from export.models import Change, Run
from tests.engine import differs_from_clean_build
from tests.proofs.counts import count
from tests.same_site import assert_same
from tests.site_of_all_kinds import build_site

PATIENCE = 600  # seconds; a slow machine is not a failure


class Worker(threading.Thread):
    """The worker at work, as it stands beside the server; `busy` keeps it in a build."""

    def __init__(self, monkeypatch):
        super().__init__()
        self.stopped, self.goes_on = threading.Event(), threading.Event()
        self.goes_on.set()
        self.build = worker.build_pending
        monkeypatch.setattr(worker, "every_minute", lambda: None)
        monkeypatch.setattr(worker, "build_pending", self.build_and_wait)

    def build_and_wait(self):
        result = self.build()
        self.goes_on.wait()
        return result

    def run(self):
        try:
            worker.watch(lambda: not self.stopped.is_set())
        finally:
            connection.close()

    @contextmanager
    def busy(self):
        self.goes_on.clear()
        try:
            yield
        finally:
            self.goes_on.set()


@pytest.fixture
def at_work(committed, monkeypatch):
    thread = Worker(monkeypatch)
    thread.start()
    yield thread
    thread.stopped.set()
    thread.join()


@pytest.fixture
def page(committed):
    return build_site()["news"]


@pytest.mark.both_databases
def test_publishes_while_a_build_goes_on_are_built_at_once(
    page, at_work, out, tmp_path, record_property
):
    publishes = count("publishes in a burst")
    for number in range(publishes // 2):
        publish(page, number)
    before = newest_run()
    with at_work.busy():
        for number in range(publishes // 2, publishes):
            publish(page, number)
    wait_until_built()
    builds = Run.objects.filter(pk__gt=before).count()  # a database may leave numbers out
    assert builds <= 3  # one that had begun, one that was kept busy, one for all the rest
    assert f"第 {publishes - 1} 版" in (out / "news/index.html").read_text()
    assert_same(differs_from_clean_build(out, tmp_path / "clean"))
    record_property("tried", f"{publishes} publishes, half of them in {builds} builds")


def publish(page, number):
    page.title = f"第 {number} 版"
    page.save_revision().publish()


def newest_run() -> int:
    return Run.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def wait_until_built():
    pause = threading.Event()
    for _attempt in range(PATIENCE * 20):
        if not Change.objects.exists():
            return
        pause.wait(0.05)
    raise AssertionError("the worker never came to the end of the changes")
