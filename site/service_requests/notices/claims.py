"""Who sends what, and when again: safe with any number of processes, on either database.

A claim is one UPDATE that finds the row due; the next one no longer does. It ends with the lease,
so that what a dead process held is tried again; whoever comes back after that changes nothing.
"""

import hashlib
from datetime import timedelta

from django.db.models import Case, F, Value, When
from django.utils import timezone

from service_requests.models import Delivery
from service_requests.models.delivery import TRIES

State = Delivery.State
LEASE = timedelta(minutes=5)  # far longer than any try: each waits seconds for an answer
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=2)
LINE_PAUSE = timedelta(minutes=1)


def claim(pk: int) -> Delivery | None:
    """The delivery, ours for the lease; None when it is another's or not due any more."""
    was_lost = When(state=State.SENDING, then=Value(True))
    mine = Delivery.objects.due().filter(pk=pk)
    claimed = mine.update(
        state=State.SENDING,
        tries=F("tries") + 1,
        due_at=timezone.now() + LEASE,
        uncertain=Case(was_lost, default=F("uncertain")),
    )
    return Delivery.objects.select_related("message").get(pk=pk) if claimed else None


def finish(delivery: Delivery, state: str, **values):
    """Note how our try ended, unless the lease ran out and it is another's now."""
    ours = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, tries=delivery.tries)
    ours.update(state=state, **values)


def pause(delivery: Delivery) -> timedelta:
    """Twice as long after each try, up to two hours, and a fifth more or less, so that not all
    come back at once. It follows from the key, so that it is the same whenever it is asked."""
    before = max(delivery.tries - 1 - (delivery.last_try - TRIES), 0)
    whole = min(FIRST_PAUSE * 2 ** min(before, 20), LONGEST_PAUSE)
    digest = hashlib.sha256(f"{delivery.key} {delivery.tries}".encode()).digest()
    return whole * (0.8 + 0.4 * digest[0] / 255)


def hold_the_line(delivery: Delivery):
    """The others on it needn't find out for themselves: in a minute one of them tries."""
    soon = timezone.now() + LINE_PAUSE
    others = Delivery.objects.on_the_line_of(delivery).filter(state=State.WAITING, due_at__lt=soon)
    others.update(due_at=soon, line_down=True)


def open_the_line(delivery: Delivery):
    """One got through: those that waited because of the line needn't wait any longer."""
    others = Delivery.objects.on_the_line_of(delivery)
    others.filter(state=State.WAITING, line_down=True).update(
        due_at=timezone.now(), line_down=False
    )
