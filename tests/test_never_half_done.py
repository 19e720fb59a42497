"""Whoever reads while the site changes meets whole files, and no link that leads nowhere."""

import random
import threading

import pytest

from export.deliver import export_site
from export.worker import build_pending
from news.models import NewsPage
from pages.models import ArticlePage, SectionPage
from tests import factories as make
from tests.proofs.counts import count
from tests.reading import History, Reader
from tests.site_of_all_kinds import build_site

FIXED_SEED = 20261124


@pytest.fixture
def history(committed, out, monkeypatch):
    monkeypatch.setattr("news.lists.PAGE_SIZE", 3)
    pages = build_site()
    for number in range(7):
        make.NewsFactory(parent=pages["news_index"], title=f"消息 {number}", slug=f"n-{number}")
    make.SectionFactory(title="另一栏", slug="other")
    export_site()
    history = History(out)
    history.note()
    return history


@pytest.fixture
def readers(history):
    """At work until the test is done; one takes files as they are, one compressed."""
    stopped = threading.Event()
    found = [Reader(history, stopped, zipped) for zipped in (False, True)]
    for reader in found:
        reader.start()
    yield found
    stopped.set()
    for reader in found:
        reader.join()


def publish(pick, number):
    index = NewsPage.objects.first().get_parent()
    make.NewsFactory(parent=index, title=f"新的 {number}", slug=f"new-{number}")


def edit(pick, number):
    page = pick(NewsPage.objects.live())
    page.title = f"改了 {number} 次"
    page.save_revision().publish()


def unpublish(pick, number):
    pick(NewsPage.objects.live()).unpublish()


def publish_again(pick, number):
    hidden = NewsPage.objects.filter(live=False)
    if hidden:
        pick(hidden).save_revision().publish()


def move(pick, number):
    page = ArticlePage.objects.get()
    page.move(SectionPage.objects.exclude(pk=page.get_parent().pk).get(), pos="last-child")


def test_readers_meet_no_torn_page_and_no_dead_link(history, readers, record_property):
    chance = random.Random(FIXED_SEED)  # noqa: S311
    changes, whole = count("changes while people read"), count("full builds while people read")
    for number in range(changes):
        change = chance.choice([publish, edit, unpublish, publish_again, move])
        change(lambda pages: chance.choice(list(pages.order_by("pk"))), number)
        history.build(build_pending)
        if number % (changes // whole) == 0:
            history.build(export_site)
        wait_for_a_look(readers)
    faults = [fault for reader in readers for fault in reader.faults]
    answers = [answer for reader in readers for answer in list(reader.seen)]
    faults += filter(None, (answer.fault(history) for answer in answers))
    assert sorted(set(faults)) == []
    record_property("tried", f"{changes} changes, {whole} full builds, {len(answers)} answers")


def wait_for_a_look(readers):
    """Between two builds each reader gets at least one answer, however fast builds are."""
    met = [len(reader.seen) for reader in readers]
    pause = threading.Event()
    while any(r.is_alive() and len(r.seen) == n for r, n in zip(readers, met, strict=True)):
        pause.wait(0.001)
