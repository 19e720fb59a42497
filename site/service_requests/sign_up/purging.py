"""Sign-ups whose time is over are deleted whole, but for those that are held (保留); the gathering
keeps how many there were, and its log who did what, without words."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from pages.models import GatheringPlaces
from service_requests.encryption import seal
from service_requests.models import (
    Gathering,
    GatheringEvent,
    OutboxMessage,
    Registration,
    RetentionSettings,
)
from service_requests.sign_up.log import the_system, write_down

State, Kind = Registration.State, GatheringEvent.Kind


def purge_sign_ups() -> int:
    """The worker calls this every minute; how many gatherings. Killed at any point, what is done
    is done and the rest is found again."""
    gatherings = list(past_sign_ups().values_list("pk", flat=True))
    for pk in gatherings:
        purge(pk)
    return len(gatherings)


def past_sign_ups():
    """Gatherings of which something is to go: all but those with nothing left that isn't held."""
    days = RetentionSettings.load().sign_up_days
    there = Registration.objects.filter(gathering=OuterRef("pk"))
    held_only = Exists(there) & ~Exists(there.filter(held_at=None))
    over = Gathering.objects.kept().filter(ends_at__lte=timezone.now() - timedelta(days=days))
    return over.exclude(held_only)


def purge(pk: int):
    no_words = seal("")
    with transaction.atomic():
        gathering = Gathering.objects.select_for_update().get(pk=pk)
        if gathering.signed_up is None:  # later there are only those that were held
            gathering.signed_up = gathering.registrations.taking_places().people()
            gathering.came = gathering.registrations.filter(state=State.ATTENDED).people()
        delete(gathering.registrations.filter(held_at=None))
        forget_words(gathering.events.exclude(registration_number__in=held_in(gathering)))
        write_down(gathering, Kind.PURGED, the_system(), text=no_words)
        gathering.purged_at = None if gathering.registrations.exists() else timezone.now()
        gathering.save()
        for row in GatheringPlaces.objects.filter(occasion=gathering.occasion, key=gathering.key):
            row.delete()


def held_in(gathering: Gathering) -> list[int]:
    return list(gathering.registrations.values_list("pk", flat=True))


def delete(registrations):
    """With the notices about them, before they go themselves."""
    references = list(registrations.values_list("reference", flat=True))
    OutboxMessage.objects.filter(payload__reference__in=references).delete()
    registrations.delete()


def forget_words(events):
    """Without its salt, the digest of words says nothing about them, even with the key."""
    events.update(text=seal(""), salt="")
