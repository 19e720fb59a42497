"""The reader's side: an answer, the thanks, and a few words. No cookie, no script, no address of
who sent it; the protections are those of every form here."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from export.build import Build
from export.respond import not_found
from pages.publishing import Facts
from service_requests.answers import tidy
from service_requests.apply_views import TRAP
from service_requests.models import PageVotes
from service_requests.origin import own_origin
from service_requests.page_feedback import screens
from service_requests.page_feedback.receive import Full, receive
from service_requests.page_feedback.slips import (
    ANSWERS,
    SENT,
    WRONG,
    YES,
    Slip,
    new_slip,
    read_slip,
    renewed,
)
from service_requests.public_answers import public_view

LONGEST = 1000  # characters


@csrf_exempt
@public_view
@own_origin
def vote(request, pk) -> HttpResponse:
    """有用, 没用, or the way to the words."""
    page = page_facts(pk)
    if page is None:
        return not_found(request)
    answer = request.POST.get("answer", "")
    if request.method != "POST" or answer not in ANSWERS:
        return HttpResponseRedirect(page["url"])
    if answer != WRONG and not is_trapped(request):
        PageVotes.objects.count_one(pk, answer == YES, timezone.localdate())
    slip = new_slip(pk, answer, request.POST.get("read", ""))
    return see(slip.token())


@public_view
@require_safe
def thanks(request, token) -> HttpResponse:
    """What comes of the answer; to be looked at again, and again, without being given again."""
    slip = read_slip(token)
    page = page_facts(slip.page_id) if slip else None
    if slip is None or page is None:
        return not_found(request)
    return screens.sent(page) if slip.answer == SENT else screens.thanks(page, slip)


@csrf_exempt
@public_view
@own_origin
def words(request) -> HttpResponse:
    slip = read_slip(request.POST.get("token", ""))
    page = page_facts(slip.page_id) if slip else None
    if slip is None or page is None:
        return screens.no_longer()
    text = tidy(request.POST.get("words", ""))
    if problem := problem_with(text, slip):
        return screens.thanks(page, renewed(slip), text, problem)
    try:
        receive(page, slip, text, is_trapped(request))
    except Full:
        return screens.full(page)
    return see(slip.token(SENT))


def problem_with(text: str, slip: Slip) -> str:
    if not text:
        return _("写一句：哪里错了，或者少了什么")
    if len(text) > LONGEST:
        return _("写得太长了，最多 %d 个字，先说最要紧的") % LONGEST
    return _("这一页放得太久了，你写的还在，再送一次就行") if slip.is_old else ""


def page_facts(pk: int) -> Facts | None:
    """Of a page that readers can reach and that asks them."""
    build = Build()
    page = build.page(pk)
    if page is None or not getattr(page, "asks_readers", False):
        return None
    return {"id": pk, "title": page.title, "url": build.url(pk), "build": build}


def is_trapped(request) -> bool:
    return bool(tidy(request.POST.get(TRAP, "")))


def see(token: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("page_thanks", args=[token]))
    response.status_code = 303
    return response
