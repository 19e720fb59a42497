"""Ten wrong answers for one reference close it for an hour, whichever process is asked."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from service_requests.models import StatusTries
from tests.factories_requests import make_request, make_service, post

INVENTED = "3333333333"


def ask(client, reference, last_four):
    return post(client, "/apply/status/", {"reference": reference, "last_four": last_four})


@pytest.fixture
def sent(db):
    return make_request(make_service())


@pytest.mark.both_databases
@pytest.mark.parametrize("reference", ["sent", INVENTED, ""])
def test_ten_wrong_answers_close_a_reference_for_an_hour(client, sent, reference):
    asked = sent.reference if reference == "sent" else reference
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert {ask(client, asked, "0000").status_code for _ in range(10)} == {404}
        right = ask(client, asked, "8000")
        assert right.status_code == 429
        assert "试的次数太多了" in right.content.decode()
        clock.shift(timedelta(hours=1, seconds=1))
        assert ask(client, asked, "8000").status_code == (200 if reference == "sent" else 404)


def test_a_process_that_remembers_nothing_counts_on(client, sent):
    answers = []
    for _ in range(11):
        cache.clear()
        answers.append(ask(client, sent.reference, "0000").status_code)
    assert answers == [404] * 10 + [429]


def test_invented_references_do_not_make_room_for_more_tries(client, sent):
    for _ in range(10):
        ask(client, sent.reference, "0000")
    for number in range(320):
        ask(client, f"{number:010}", "0000")
    assert ask(client, sent.reference, "8000").status_code == 429


def test_right_answers_are_not_counted(client, sent):
    for _ in range(9):
        ask(client, sent.reference, "0000")
    assert {ask(client, sent.reference, "8000").status_code for _ in range(12)} == {200}
    assert ask(client, sent.reference, "0000").status_code == 404
    assert ask(client, sent.reference, "8000").status_code == 429


def test_the_table_holds_no_reference(client, sent):
    ask(client, sent.reference, "0000")
    row = StatusTries.objects.get()
    assert sent.reference not in " ".join(str(value) for value in vars(row).values())
    assert row.count == 1


@pytest.mark.both_databases
def test_thirty_at_once_are_ten_tries(committed):
    reference = make_request(make_service()).reference

    def guess(number):
        try:
            return ask(Client(), reference, f"{number:04}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert Counter(pool.map(guess, range(30))) == {404: 10, 429: 20}
