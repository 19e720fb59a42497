"""Many publish at once: the site is built for all of them together, and ends right."""

import threading

import pytest
from django.db import connection

from export import worker
from export.models import Change, Run
from tests.engine import differs_from_clean_build
from tests.proofs.counts import count
from tests.site_of_all_kinds import build_site

PATIENCE = 600  # seconds; a slow machine is not a failure


@pytest.fixture
def working(committed, monkeypatch):
    """The worker at work in a thread, as it stands beside the server."""
    monkeypatch.setattr(worker, "every_minute", lambda: None)
    pages = build_site()
    worker.build_pending()
    stopped = threading.Event()

    def work():
        try:
            worker.watch(lambda: not stopped.is_set())
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield pages
    stopped.set()
    thread.join()


def test_a_burst_of_publishes_is_built_a_few_times_and_ends_right(
    working, out, tmp_path, record_property
):
    publishes, built_before = count("publishes in a burst"), newest_run()
    lists = ListWatch(out / "news/index.html")
    page = working["news"]
    for number in range(publishes):
        page.title = f"第 {number} 版"
        page.save_revision().publish()
        lists.look()
    wait_until_built()
    lists.look()
    builds = newest_run() - built_before
    assert builds <= publishes / 3
    assert lists.rewritten <= builds
    assert f"第 {publishes - 1} 版" in (out / "news/index.html").read_text()
    assert differs_from_clean_build(out, tmp_path / "clean") == ""
    record_property("tried", f"{publishes} publishes, {builds} builds")


class ListWatch:
    """Counts how often a file was put anew, as far as one looks."""

    def __init__(self, path):
        self.path = path
        self.known = path.stat().st_ino
        self.rewritten = 0

    def look(self):
        now = self.path.stat().st_ino
        self.rewritten += now != self.known
        self.known = now


def newest_run() -> int:
    return Run.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def wait_until_built():
    pause = threading.Event()
    for _attempt in range(PATIENCE * 20):
        if not Change.objects.exists():
            return
        pause.wait(0.05)
    raise AssertionError("the worker never came to the end of the changes")
