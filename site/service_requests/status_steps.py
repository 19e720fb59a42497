"""The forms below a status, one POST each. They carry the page's token and nothing personal; a
token that is forged, old or of a request that is gone gets one and the same answer."""

from contextlib import suppress

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pages.publishing import Facts
from service_requests import person_steps
from service_requests.answers import check_values, read_values
from service_requests.handling import Refused
from service_requests.models import ServiceRequest
from service_requests.origin import own_origin
from service_requests.person_steps import Again
from service_requests.public_answers import message as page_of_words
from service_requests.public_answers import public_view
from service_requests.status_forms import message_fields, rating_fields
from service_requests.status_tokens import opened, status_token
from service_requests.status_views import show


def status_step(view, takes_papers: bool = False, find=opened):
    """Opens what the token names; answers in the view's place where there is none."""

    def step(request):
        if request.method != "POST":
            return HttpResponseRedirect(reverse("request_status"))
        found = find(request.POST.get("token", ""))
        return lapsed() if found is None else view(request, found)

    return csrf_exempt(public_view(own_origin(step), takes_papers))


def lapsed() -> HttpResponse:
    return page_of_words(
        410,
        _("这一页放得太久了"),
        [_("为了别人拿到你的手机也做不了什么，查到的这一页只能用半小时。再查一次就行。")],
        links=[{"label": _("查进度"), "url": reverse("request_status")}],
    )


@status_step
def again(request, found: ServiceRequest) -> HttpResponse:
    return show(found)


@status_step
def message(request, found: ServiceRequest) -> HttpResponse:
    checked = check_values(message_fields(), read_values(message_fields(), request.POST))
    if not checked.is_complete:
        return show(found, status_code=422, message=checked.fields)
    try:
        with suppress(Again):
            person_steps.leave_message(found.pk, checked.cleaned["words"])
    except Refused as refusal:
        return refused(found, "message", checked.fields, refusal)
    return done(found, _("话带到了，经办人会看到。"))


@status_step
def withdraw(request, found: ServiceRequest) -> HttpResponse:
    """Asks once more; writes nothing."""
    return page_of_words(
        200,
        _("真的要撤回吗"),
        [
            _("“%(title)s”（%(reference)s）撤回以后，我们就不办了。")
            % {"title": found.service_title, "reference": found.reference},
            _("以后还要办，再填一次表就行。"),
        ],
        resume={
            "url": reverse("status_withdrawn"),
            "token": status_token(found.reference),
            "label": _("撤回，不办了"),
            "back": {"url": reverse("status_again"), "label": _("不撤回")},
        },
    )


@status_step
def withdrawn(request, found: ServiceRequest) -> HttpResponse:
    try:
        with suppress(Again):
            person_steps.withdraw(found.pk)
    except Refused as refusal:
        return done(found, str(refusal), 409)
    return done(found, _("撤回了。"))


@status_step
def rate(request, found: ServiceRequest) -> HttpResponse:
    checked = check_values(rating_fields(), read_values(rating_fields(), request.POST))
    if not checked.is_complete:
        return show(found, status_code=422, rate=checked.fields)
    score, words = int(checked.cleaned["score"]), checked.cleaned["words"]
    try:
        with suppress(Again):
            person_steps.rate(found.pk, score, words)
    except Refused as refusal:
        return refused(found, "rate", checked.fields, refusal)
    return done(found, _("谢谢，你的评价收到了。"))


def done(found: ServiceRequest, words: str, status_code: int = 200) -> HttpResponse:
    """The status as it is now: a step may have changed it."""
    found.refresh_from_db(fields=["state"])
    return show(found, words, status_code)


def refused(found: ServiceRequest, step: str, fields: list, refusal: Refused) -> HttpResponse:
    """With what was typed, and the reason at the last field."""
    found.refresh_from_db(fields=["state"])
    typed: Facts = {step: [*fields[:-1], fields[-1] | {"error": str(refusal)}]}
    return show(found, status_code=409, **typed)
