"""Two who join the same two requests at once, each to the other: one is joined, one stays."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from service_requests.access import staff
from service_requests.closing import mark_duplicate
from service_requests.handling import Refused
from service_requests.models import ServiceRequest
from tests.factories_requests import make_request, user_in

PAIRS = 20


@pytest.mark.both_databases
def test_two_that_are_joined_to_each_other_at_once_end_as_one_and_its_duplicate(committed):
    by = staff(user_in("主管"))
    pairs = [(make_request(), make_request()) for _ in range(PAIRS)]
    together = Barrier(2)

    def join(ends: list[tuple[ServiceRequest, ServiceRequest]]) -> Counter[str]:
        told: Counter[str] = Counter()
        try:
            for one, other in ends:
                together.wait()
                told[outcome(one, other)] += 1
        finally:
            connection.close()
        return told

    def outcome(one, other) -> str:
        try:
            mark_duplicate(one.pk, by, 1, other.reference)
        except Refused as refusal:
            return type(refusal).__name__
        return "joined"

    turned = [(other, one) for one, other in pairs]
    with ThreadPoolExecutor(2) as threads:
        told = sum(threads.map(join, [pairs, turned]), Counter())
    assert told == {"joined": PAIRS, "Refused": PAIRS}
    for one, other in pairs:
        states = ServiceRequest.objects.filter(pk__in=[one.pk, other.pk]).order_by("state")
        assert list(states.values_list("state", flat=True)) == ["duplicate", "submitted"]
