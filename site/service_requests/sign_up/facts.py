"""A sign-up in the words that whoever made it reads: on the receipt, and when they ask."""

from django.utils import timezone
from django.utils.translation import gettext as _

from pages.publishing import Build, Facts
from service_requests.models import GatheringEvent, Registration
from service_requests.slip_parts import short_moment

State = Registration.State


def sign_up_facts(found: Registration, build: Build) -> Facts:
    gathering = found.gathering
    page = build.link(gathering.event_id)
    return {
        "reference": found.reference,
        "event_title": gathering.title,
        "event_url": page["url"] if page else "",
        "starts": short_moment(timezone.localtime(gathering.starts_at)),
        "venue": gathering.venue,
        "people": _("%d 人") % found.people,
        "state": state_words(found),
        "explanation": explanation(found),
        "moved": is_moved(found),
        "is_in": found.state in Registration.TAKES_PLACES and not gathering.cancelled_at,
        "signed_up": short_moment(timezone.localtime(found.signed_up_at)),
    }


def state_words(found: Registration) -> str:
    if found.gathering.cancelled_at and found.state != State.CANCELLED:
        return _("活动取消了")
    return {
        State.CONFIRMED: _("报上了"),
        State.WAITING: _("在排队"),
        State.SUSPECT: _("收到了，等工作人员看过"),
        State.CANCELLED: _("取消了"),
        State.ATTENDED: _("来过了"),
        State.ABSENT: _("没来"),
    }[State(found.state)]


def is_moved(found: Registration) -> bool:
    """To another time or place, since they signed up."""
    moved_at, off = found.gathering.moved_at, found.gathering.cancelled_at
    return bool(moved_at and not off and found.signed_up_at < moved_at)


def said_by_staff(found: Registration, **which) -> str:
    """The last words of this kind; "" where there are none."""
    said = found.gathering.events.filter(**which).order_by("-position")
    return "".join(event.text for event in said[:1])


def explanation(found: Registration) -> str:
    kinds = GatheringEvent.Kind
    if found.state == State.CANCELLED:
        said = said_by_staff(found, kind=kinds.CANCELLED, registration_number=found.pk)
        return said or _("位子让给别人了。想来可以再报一次。")
    if off_since := found.gathering.cancelled_at:
        said = said_by_staff(found, kind=kinds.CALLED_OFF, at__gte=off_since)
        return said or _("为什么取消，活动那一页上写着。")
    if found.state == State.WAITING:
        line = list(found.gathering.registrations.in_line().values_list("pk", "people"))
        place = [pk for pk, _people in line].index(found.pk)
        return _("前面还有 %(count)d 人。有人取消就按次序补上，补上了发短信给你。") % {
            "count": sum(people for _pk, people in line[:place])
        }
    return {
        State.CONFIRMED: _(
            "到时候直接来，报号码或者出示二维码就行。来不了就在这里取消，位子让给别人。"
        ),
        State.SUSPECT: _("有时候机器会乱填表，所以要看一眼。急的话打电话来，报号码。"),
    }.get(State(found.state), "")
