"""Ten wrong answers for one reference, existing or not, close it for an hour.

A try is taken before anything is looked up, and given back when the answer was right: however
many ask at once, in however many processes, no eleventh is answered.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from service_requests.models import StatusTries
from service_requests.models.status_tries import TRIES


def take_try(reference: str) -> bool:
    """Count one more try in one short transaction; False when there are none left."""
    now = timezone.now()
    with transaction.atomic():
        tries, _made = StatusTries.objects.select_for_update().get_or_create(
            digest=StatusTries.digest_of(reference), defaults={"hour_began": now}
        )
        if tries.is_past:
            tries.hour_began, tries.count = now, 0
        if tries.count >= TRIES:
            return False
        tries.count += 1
        tries.save()
    return True


def give_back(reference: str):
    """The answer was right, so it wasn't a guess."""
    counted = StatusTries.objects.filter(digest=StatusTries.digest_of(reference), count__gt=0)
    counted.update(count=F("count") - 1)
