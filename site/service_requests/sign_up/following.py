"""What editors do to an event, followed to those who signed up: moved, given more places, called
off, or on again. The worker looks every minute, so that no change is missed, whoever made it.

A gathering that its event doesn't know any more (a page taken down for an hour or for good, a rule
rewritten) is left as it is: those signed up still have their places, and only somebody who says
"cancelled" has them told so; staff can, where there is no page on which an editor could.
"""

from django.utils import timezone

from pages.calendar import Occurrence, occurrences
from pages.models import EventPage
from service_requests.models import Gathering, OutboxMessage
from service_requests.notices.wording import GATHERING_MOVED, GATHERING_OFF, GATHERING_ON
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
    if same and occurrence.cancelled == (gathering.cancelled_at is not None):
        return
    with locked(gathering.pk) as now:
        was = (now.starts_at, now.venue)
        for name, value in told.items():
            setattr(now, name, value)
        is_moved = was != (now.starts_at, now.venue)
        if occurrence.cancelled:
            call_off(now)
        elif now.cancelled_at:
            now.cancelled_at = None
            tell(now, GATHERING_ON)
        elif is_moved and not now.has_begun:
            now.moved_at = timezone.now()
            tell(now, GATHERING_MOVED)
        now.save()
        settle(now)


def call_off(gathering: Gathering):
    """Tell everybody who counts on it, once."""
    if gathering.cancelled_at is None:
        gathering.cancelled_at = timezone.now()
        tell(gathering, GATHERING_OFF)


def tell(gathering: Gathering, news: str):
    for reference in gathering.registrations.counting_on_it().values_list("reference", flat=True):
        notify(OutboxMessage.Channel.APPLICANT, news, reference)
