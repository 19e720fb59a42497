"""Who has a place. One rule for signing up, cancelling and more places: whoever waits gets one in
order, and nobody goes past the first in line, even where a smaller party would fit.

Called with the gathering locked: on PostgreSQL by its row, on SQLite by the one writer there is.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from pages.models import GatheringPlaces
from service_requests.models import Gathering, OutboxMessage, Registration
from service_requests.notices.wording import PLACE_FREE
from service_requests.submission import notify

State = Registration.State


@contextmanager
def locked(pk: int) -> Iterator[Gathering]:
    """The gathering, ours until the block ends. Whoever changes a sign-up ends with `settle`."""
    with transaction.atomic():
        yield Gathering.objects.select_for_update().get(pk=pk)


def settle(gathering: Gathering, seen: str = ""):
    """Give out what is free and make the numbers public. `seen` is the reference of whoever is
    looking at the outcome, and needs no message about it."""
    if not gathering.has_begun and gathering.cancelled_at is None:
        give_places(gathering, seen)
    publish(gathering)


def give_places(gathering: Gathering, seen: str):
    free = free_places(gathering)
    for each in gathering.registrations.in_line().without_content():
        if free is not None and each.people > free:
            return
        free = None if free is None else free - each.people
        each.state = State.CONFIRMED
        each.save(update_fields=["state"])
        if each.reference != seen:
            notify(OutboxMessage.Channel.APPLICANT, PLACE_FREE, each.reference)


def free_places(gathering: Gathering) -> int | None:
    """None without a limit."""
    if gathering.capacity is None:
        return None
    return gathering.capacity - gathering.registrations.taking_places().people()


def publish(gathering: Gathering):
    """The numbers that the event's page shows, saved only where they differ: the export makes
    anew what shows them."""
    row, _made = GatheringPlaces.objects.get_or_create(
        occasion=gathering.occasion, key=gathering.key
    )
    taken = gathering.registrations.taking_places().people()
    waiting = gathering.registrations.in_line().people()
    if (row.taken, row.waiting) != (taken, waiting):
        row.taken, row.waiting = taken, waiting
        row.save()
