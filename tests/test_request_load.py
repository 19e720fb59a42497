"""Many send a request at the same time, while an editor publishes: nobody is turned away, and
everything that was acknowledged is stored once."""

import subprocess
import sys
from contextlib import contextmanager
from statistics import median

import pytest
from django.conf import settings
from django.db import connection

from config.management.commands.start import server
from export.deliver import export_site
from tests import factories as make
from tests.factories_requests import make_service, typed
from tests.proofs.counts import EVERYTHING, count
from tests.proofs.people import Person, at_once, percentile, reference_in
from tests.servers import free_port, running
from tests.site_with_changes import environment_of, keep_a_copy, stored_references

pytestmark = pytest.mark.both_databases


@pytest.fixture
def place(committed, tmp_path):
    """A site of its own, where the editor has something to publish."""
    make_service()
    make.NewsFactory(cover=make.ImageFactory())
    export_site()
    keep_a_copy(tmp_path / "place")
    return tmp_path / "place"


@contextmanager
def process(command: list[str], place, **options):
    started = subprocess.Popen(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=environment_of(place), **options
    )
    try:
        yield started
    finally:
        started.terminate()
        started.wait(timeout=60)


def test_nobody_is_turned_away_while_an_editor_publishes(place, tmp_path, record_property):
    port = free_port()
    people = [
        Person(port, typed(), "papers-help", number, count("requests of each"))
        for number in range(count("people who submit at once"))
    ]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        running(server(str(port)), port, tmp_path / "log", env=environment_of(place)),
        process(["manage.py", "watch_changes"], place),
        process(["-m", "tests.proofs.busy_editor"], place, **pipes) as editor,
    ):
        assert editor.stdout.readline() == "at work\n"
        at_once(people)
        published, _nothing = editor.communicate()
    assert [fault for person in people for fault in person.faults] == []
    assert editor.returncode == 0
    receipts = [receipt for person in people for receipt in person.receipts]
    assert len(receipts) == sum(person.times for person in people)
    assert sorted(map(reference_in, receipts)) == sorted(stored_references(place))
    seconds = [each for person in people for each in person.seconds]
    tell(record_property, people, int(published), seconds)
    if EVERYTHING:
        assert percentile(seconds, 0.99) < 3
        assert max(seconds) < 10


def tell(record_property, people, published, seconds):
    record_property(
        "tried",
        f"{connection.vendor}: {len(people)} people, {people[0].times} requests each, {published} "
        f"publishes; seconds for an answer: median {median(seconds):.2f}, "
        f"p99 {percentile(seconds, 0.99):.2f}, longest {max(seconds):.2f}",
    )
