"""The log of a gathering as staff read it: who did what, whose sign-up it was about, and, for those
who see the content, the words."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Sight
from service_requests.models import Gathering, GatheringEvent, Registration
from service_requests.sign_up.log import READINGS

Kind = GatheringEvent.Kind
SHOWN = 200  # events, the newest


def log_facts(gathering: Gathering, seen: Sight, about: Registration | None = None) -> dict:
    """{"events", "readings"}, the newest first."""
    found = gathering.events.order_by("-position")
    if about:
        found = found.filter(registration_number=about.pk)
    shown = list((found if seen is Sight.CONTENT else found.defer("text"))[:SHOWN])
    references = dict(gathering.registrations.values_list("pk", "reference"))
    told = [event_facts(event, references, seen) for event in shown]
    return {
        "events": [each for each in told if each["kind"] not in READINGS],
        "readings": [each for each in told if each["kind"] in READINGS],
    }


def event_facts(event: GatheringEvent, references: dict[int, str], seen: Sight) -> dict:
    number = event.registration_number
    return {
        "kind": event.kind,
        "title": event.get_kind_display(),
        "actor": event.actor_name or _("本人"),
        "moment": timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M"),
        "reference": references.get(number, _("已经删了")) if number else "",
        "text": event.text if seen is Sight.CONTENT else "",
    }


def doubts(found: Iterable[Registration]) -> dict[int, str]:
    """Why the suspects among them were set aside, by their keys."""
    numbers = [each.pk for each in found if each.state == Registration.State.SUSPECT]
    events = GatheringEvent.objects.filter(registration_number__in=numbers, kind=Kind.SIGNED_UP)
    return {event.registration_number or 0: event.text for event in events} if numbers else {}
