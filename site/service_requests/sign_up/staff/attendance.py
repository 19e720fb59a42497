"""Who came, and who is let in after all."""

from django.utils import timezone

from service_requests.access import Staff
from service_requests.encryption import seal
from service_requests.models import Gathering, GatheringEvent, Registration
from service_requests.sign_up.log import write_down
from service_requests.sign_up.places import locked, settle

State, Kind = Registration.State, GatheringEvent.Kind


def tick(gathering: Gathering, by: Staff, ticked: set[str]) -> int:
    """Everybody with a place came or didn't; how many people came. The log says whose sign-ups were
    ticked. `ticked`: ids as posted."""
    with locked(gathering.pk) as now:
        there = now.registrations.taking_places()
        named = there.order_by("queued_at", "pk").values_list("pk", "reference")
        came = {pk: reference for pk, reference in named if str(pk) in ticked}
        there.filter(pk__in=came).update(state=State.ATTENDED)
        there.exclude(pk__in=came).update(state=State.ABSENT)
        write_down(now, Kind.ATTENDANCE, by, text=seal("、".join(came.values())))
        settle(now)
        return now.registrations.filter(state=State.ATTENDED).people()


def arrive(gathering: Gathering, by: Staff, reference: str) -> Registration | None:
    """Whoever waits in line and is let in at the door has come as well."""
    with locked(gathering.pk) as now:
        standing = now.registrations.standing().filter(reference=reference)
        found = standing.defer("answers", "phone").first()
        if found is None:
            return None
        if found.state != State.ATTENDED:
            standing.update(state=State.ATTENDED)
            write_down(now, Kind.ARRIVED, by, found)
        settle(now)
    return found


def admit(gathering: Gathering, by: Staff, pk: int) -> bool:
    with locked(gathering.pk) as now:
        doubted = now.registrations.filter(pk=pk, state=State.SUSPECT)
        found = doubted.without_content().first()
        if found is None:
            return False
        doubted.update(state=State.WAITING, queued_at=timezone.now())
        write_down(now, Kind.ADMITTED, by, found)
        settle(now)
    return True
