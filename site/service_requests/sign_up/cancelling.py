"""Cancelling a sign-up: one's own, in two steps, from the status page; and what staff cancel. The
place goes to whoever is next in line, in the same transaction."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.encryption import seal
from service_requests.handling import Refused
from service_requests.models import GatheringEvent, OutboxMessage, Registration
from service_requests.notices.wording import SIGN_UP_ENDED
from service_requests.public_answers import message
from service_requests.sign_up.log import write_down
from service_requests.sign_up.places import locked, settle
from service_requests.sign_up.status import may_cancel, show_sign_up
from service_requests.status_steps import status_step
from service_requests.status_tokens import opened_sign_up, status_token
from service_requests.submission import notify

Kind = GatheringEvent.Kind


def give_up(found: Registration, by: Staff | None = None, words: str = ""):
    """By the person; or by staff, with words for the person, who is told. Raises Refused. Done
    twice, it is done once."""
    text = seal(words)
    with locked(found.gathering_id) as gathering:
        now = Registration.objects.without_content().get(pk=found.pk)
        if now.state == Registration.State.CANCELLED:
            return
        now.gathering = gathering
        if not may_cancel(now):
            raise Refused(_("已经开始或者结束了，不用取消。"))
        if by and now.state != Registration.State.SUSPECT:
            notify(OutboxMessage.Channel.APPLICANT, SIGN_UP_ENDED, now.reference)
        now.state = Registration.State.CANCELLED
        now.save(update_fields=["state"])
        write_down(gathering, Kind.CANCELLED if by else Kind.WITHDRAWN, by or "", now, text)
        settle(gathering)


def ask_again(request, found: Registration) -> HttpResponse:
    """Asks once more; writes nothing."""
    return message(
        200,
        _("真的不来了吗"),
        [
            _("“%(title)s”（%(reference)s）取消以后，位子让给排队的人，要不回来。")
            % {"title": found.gathering.title, "reference": found.reference},
        ],
        resume={
            "url": reverse("sign_up_cancelled"),
            "token": status_token(found.reference),
            "label": _("不来了，取消报名"),
            "back": None,
        },
        links=[{"label": _("还是来"), "url": reverse("request_status")}],
    )


def give_up_for_good(request, found: Registration) -> HttpResponse:
    words, status_code = _("取消了。谢谢你告诉我们，位子让给别人。"), 200
    try:
        give_up(found)
    except Refused as refusal:
        words, status_code = str(refusal), 409
    found.refresh_from_db(fields=["state"])
    return show_sign_up(found, words, status_code)


cancel = status_step(ask_again, find=opened_sign_up)
cancelled = status_step(give_up_for_good, find=opened_sign_up)
