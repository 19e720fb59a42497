"""What editors do to an event, followed to those who signed up: moved, given more places, called
off. The worker looks every minute, so that no change is missed, whoever made it.

A gathering that its event doesn't know any more (a page taken down for an hour, a rule rewritten)
is left as it is: only an editor who says "cancelled" has people told so.
"""

from django.utils import timezone

from pages.calendar import Occurrence, occurrences
from pages.models import EventPage
from service_requests.models import Gathering, OutboxMessage
from service_requests.notices.wording import GATHERING_OFF
from service_requests.sign_up.gatherings import find_occurrence, told_by
from service_requests.sign_up.places import locked, settle
from service_requests.submission import notify


def follow_events():
    """Called every minute."""
    for gathering in Gathering.objects.coming():
        if found := where_it_is(gathering):
            follow(gathering, *found)


def where_it_is(gathering: Gathering) -> tuple[EventPage, Occurrence] | None:
    """The live page that holds it now: a recurring event may have been split."""
    for event in EventPage.objects.live().filter(occasion=gathering.occasion):
        found = find_occurrence(occurrences(event, timezone.localdate()), gathering.key)
        if found:
            return event, found
    return None


def follow(gathering: Gathering, event: EventPage, occurrence: Occurrence):
    told = told_by(event, occurrence)
    same = all(getattr(gathering, name) == value for name, value in told.items())
    if same and not occurrence.cancelled:
        return
    with locked(gathering.pk) as now:
        for name, value in told.items():
            setattr(now, name, value)
        if occurrence.cancelled and now.cancelled_at is None:
            call_off(now)
        now.save()
        settle(now)


def call_off(gathering: Gathering):
    """Tell everybody who counts on it, once."""
    gathering.cancelled_at = timezone.now()
    for reference in gathering.registrations.standing().values_list("reference", flat=True):
        notify(OutboxMessage.Channel.APPLICANT, GATHERING_OFF, reference)
