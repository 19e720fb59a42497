"""The steps of an event's form: those of any form (`apply_views`), with an event in its place."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from export.respond import not_found
from service_requests.apply_views import check_answers, edit_answers, form_step, send_answers
from service_requests.public_answers import message
from service_requests.sign_up.application import find_sign_up


def taken_down(request) -> HttpResponse:
    """The page of the event went while somebody was filling in its form."""
    if request.method != "POST":
        return not_found(request)
    return message(
        410,
        _("这个活动撤下来了"),
        [
            _("可能不办了，也可能在改。你这次写的没有存，想知道就打电话来问。"),
            _("以前报上的名还算数，凭回执号码能查、能取消。"),
        ],
        links=[
            {"label": _("查我的报名"), "url": reverse("request_status")},
            {"label": _("回首页"), "url": "/"},
        ],
    )


sign_up_step = partial(form_step, find=find_sign_up, missing=taken_down)

check = sign_up_step(check_answers)
edit = sign_up_step(edit_answers)
confirm = sign_up_step(send_answers)
