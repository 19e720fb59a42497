"""Who came, and who is let in after all."""

from django.utils import timezone

from service_requests.models import Gathering, Registration
from service_requests.sign_up.places import locked, settle

State = Registration.State


def tick(gathering: Gathering, ticked: set[str]) -> int:
    """Everybody with a place came or didn't; how many people came. `ticked`: ids as posted."""
    with locked(gathering.pk) as now:
        there = now.registrations.taking_places()
        came = [pk for pk in there.values_list("pk", flat=True) if str(pk) in ticked]
        there.filter(pk__in=came).update(state=State.ATTENDED)
        there.exclude(pk__in=came).update(state=State.ABSENT)
        settle(now)
        return now.registrations.filter(state=State.ATTENDED).people()


def arrive(gathering: Gathering, reference: str) -> Registration | None:
    """Whoever waits in line and is let in at the door has come as well."""
    with locked(gathering.pk) as now:
        standing = now.registrations.standing().filter(reference=reference)
        if not standing.update(state=State.ATTENDED):
            return None
        settle(now)
    return Registration.objects.defer("answers", "phone").get(reference=reference)


def admit(gathering: Gathering, pk: int) -> bool:
    with locked(gathering.pk) as now:
        doubted = now.registrations.filter(pk=pk, state=State.SUSPECT)
        if not doubted.update(state=State.WAITING, queued_at=timezone.now()):
            return False
        settle(now)
    return True
