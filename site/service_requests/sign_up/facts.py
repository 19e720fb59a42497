"""A sign-up in the words that whoever made it reads: on the receipt, and when they ask."""

from django.utils import timezone
from django.utils.translation import gettext as _

from pages.publishing import Build, Facts
from service_requests.models import Registration
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


def explanation(found: Registration) -> str:
    if found.gathering.cancelled_at:
        return _("为什么取消，活动那一页上写着。")
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
        State.CANCELLED: _("位子让给别人了。想来可以再报一次。"),
    }.get(State(found.state), "")
