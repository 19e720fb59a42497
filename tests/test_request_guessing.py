"""Guessing references: hopeless, however often."""

import random

import pytest

from service_requests.references import ALPHABET, LENGTH
from service_requests.status_views import find
from tests.factories_requests import make_request
from tests.proofs.counts import count

pytestmark = pytest.mark.django_db


def test_guesses_find_nothing(record_property):
    """As if there were no lock-out, each with the last digits of a phone that is stored."""
    for _number in range(20):
        make_request()
    chance = random.Random(21)  # noqa: S311 - the guesser's, not ours
    guesses = count("guesses")
    hits = sum(
        find("".join(chance.choices(ALPHABET, k=LENGTH)), "8000") is not None
        for _guess in range(guesses)
    )
    record_property("tried", f"{guesses} guesses")
    assert hits == 0


def test_who_knows_the_reference_is_let_in_by_the_digits_alone():
    known = make_request()
    opened = [find(known.reference, f"{digits:04}") for digits in range(7990, 8010)]
    assert [each for each in opened if each] == [known]
