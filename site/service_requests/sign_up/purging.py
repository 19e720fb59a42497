"""Sign-ups whose time is over are deleted whole; the gathering keeps how many there were."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from pages.models import GatheringPlaces
from service_requests.models import Gathering, OutboxMessage, Registration, RetentionSettings

State = Registration.State


def purge_sign_ups() -> int:
    """The worker calls this every minute; how many gatherings. Killed at any point, what is done
    is done and the rest is found again."""
    days = RetentionSettings.load().sign_up_days
    over = Gathering.objects.kept().filter(ends_at__lte=timezone.now() - timedelta(days=days))
    gatherings = list(over.values_list("pk", flat=True))
    for pk in gatherings:
        purge(pk)
    return len(gatherings)


@transaction.atomic
def purge(pk: int):
    gathering = Gathering.objects.select_for_update().get(pk=pk)
    kept = gathering.registrations.all()
    gathering.signed_up = kept.taking_places().people()
    gathering.came = kept.filter(state=State.ATTENDED).people()
    gathering.purged_at = timezone.now()
    gathering.save()
    delete(kept)
    for row in GatheringPlaces.objects.filter(occasion=gathering.occasion, key=gathering.key):
        row.delete()


def delete(registrations):
    """With the notices about them, before they go themselves."""
    references = list(registrations.values_list("reference", flat=True))
    OutboxMessage.objects.filter(payload__reference__in=references).delete()
    registrations.delete()
