"""The server is killed while people send requests, again and again, at spread moments: what was
acknowledged is there when it is back, once, and its receipt can be read."""

import http.client
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.db import connection

from export.deliver import export_site
from tests import factories as make
from tests.factories_requests import make_service, typed
from tests.proofs.counts import count
from tests.proofs.people import Person, reference_in
from tests.servers import free_port
from tests.site_with_changes import environment_of, keep_a_copy, stored_references

pytestmark = pytest.mark.both_databases
PEOPLE = 8


@pytest.fixture
def place(committed, tmp_path):
    make_service()
    make.NewsFactory(cover=make.ImageFactory())
    export_site()
    keep_a_copy(tmp_path / "place")
    return tmp_path / "place"


@pytest.fixture
def mortal(place):
    """(port, process): a server that dies as often as it should and then lives on."""
    port, kills = free_port(), count("kills of the server")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.proofs.mortal_server", str(port), str(kills)],
        cwd=settings.BASE_DIR,
        env=environment_of(place),
        stdout=subprocess.PIPE,
        text=True,
    )
    yield port, process
    process.terminate()
    process.wait(timeout=20)


def test_what_was_acknowledged_is_there_after_every_kill(mortal, place, record_property):
    port, process = mortal
    assert process.stdout.readline() == "listening\n"
    enough = threading.Event()
    people = [
        Person(port, typed(), "papers-help", number, enough=enough) for number in range(PEOPLE)
    ]
    for person in people:
        person.start()
    try:
        assert process.stdout.readline() == "served\n"
    finally:
        enough.set()
        for person in people:
            person.join()
    assert [fault for person in people for fault in person.faults] == []
    receipts = [receipt for person in people for receipt in person.receipts]
    assert receipts
    assert [receipt for receipt in receipts if not can_be_read(port, receipt)] == []
    assert sorted(map(reference_in, receipts)) == sorted(stored_references(place))
    record_property(
        "tried",
        f"{connection.vendor}: {count('kills of the server')} kills, "
        f"{len(receipts)} requests acknowledged",
    )


def can_be_read(port: int, receipt: str) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", receipt)
    answer = line.getresponse()
    body = answer.read().decode()
    line.close()
    return answer.status == 200 and reference_in(receipt) in body
