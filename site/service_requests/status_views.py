"""How far is it? Open to whoever has the reference and the last four digits of the phone.

A wrong reference and a wrong number get the same answer after the same work, and ten wrong
answers for one reference, existing or not, close it for an hour.
"""

import unicodedata
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from export.respond import respond
from pages.form_facts import field
from pages.publishing import Facts
from service_requests.apply_pages import with_lines
from service_requests.encryption import seal, unseal
from service_requests.lockout import give_back, take_try
from service_requests.missing_items import items_of
from service_requests.models import (
    Feedback,
    Registration,
    Representative,
    RequestEvent,
    ServiceRequest,
)
from service_requests.origin import own_origin
from service_requests.papers.status_form import status_papers
from service_requests.public_answers import public_view
from service_requests.references import typed_reference
from service_requests.sign_up.status import show_sign_up
from service_requests.slip_parts import short_moment
from service_requests.states import FINAL, PERSON_STEPS, State, words_for_applicant
from service_requests.status_forms import STEP_FORMS, step_form
from service_requests.status_tokens import status_token

NOBODY = "00000000000"


@csrf_exempt
@public_view
@require_http_methods(["GET", "HEAD", "POST"])
@own_origin
def status(request) -> HttpResponse:
    if request.method != "POST":
        return answer({"fields": question("", ""), "error": "", "result": None})
    reference = typed_reference(request.POST.get("reference", ""))
    last_four = unicodedata.normalize("NFKC", request.POST.get("last_four", "")).strip()
    if not take_try(reference):
        return refuse(reference, last_four, shut=True)
    found = find(reference, last_four)
    if found is None:
        return refuse(reference, last_four)
    give_back(reference)
    return show_sign_up(found) if isinstance(found, Registration) else show(found)


def find(reference: str, last_four: str) -> ServiceRequest | Registration | None:
    """The request, or the sign-up, that both belong to: the number may be the person's or their
    representative's. Asks three times and unseals three numbers in any case, so that the time
    it takes doesn't tell a wrong reference from a wrong number."""
    found = ServiceRequest.objects.identified().filter(reference=reference).first()
    by = Representative.objects.only("phone").filter(request__reference=reference).first()
    signed_up = Registration.objects.defer("name", "answers").filter(reference=reference).first()
    nobody = decoy(tuple(settings.REQUEST_KEYS))
    right = [
        constant_time_compare((each.phone if each else unseal(nobody))[-4:], last_four)
        and each is not None
        for each in (found, by, signed_up)
    ]
    return (found or signed_up) if any(right) else None


@lru_cache(maxsize=4)
def decoy(keys: tuple[str, ...]) -> str:
    """As much work to open as a stored number."""
    return seal(NOBODY)


def refuse(reference: str, last_four: str, shut: bool = False) -> HttpResponse:
    error = (
        _("试的次数太多了，一小时后再来，或者直接打电话问")
        if shut
        else _("没找到。号码和手机号后四位都对一遍，回执上有号码")
    )
    facts = {"fields": question(reference, last_four), "error": error, "result": None}
    return answer(facts, 429 if shut else 404)


def question(reference: str, last_four: str) -> list[Facts]:
    number = field(
        "reference", "text", _("回执号码"), _("十个字母和数字，大小写都行"), value=reference
    )
    phone = field("last_four", "text", _("手机号后四位"), _("填表时留的那个号码"), value=last_four)
    return [number, phone]


def answer(facts: Facts, status_code: int = 200) -> HttpResponse:
    shared = {
        "kind": "request_status",
        "title": _("查进度"),
        "here": _("查进度"),
        "action": reverse("request_status"),
    }
    return respond("service_requests/status.html", shared | facts, status_code)


def show(found: ServiceRequest, done: str = "", status_code: int = 200, **typed) -> HttpResponse:
    """How far it is. `done` says what was just done; `typed` are the fields of a form that came
    back with errors, by the name of its step."""
    facts = result(found) | {"done": done} | offered(found, typed)
    return answer({"fields": [], "error": "", "result": facts}, status_code)


def offered(found: ServiceRequest, typed: dict[str, list[Facts]]) -> Facts:
    """What may be done now: {"forms", "papers", "withdraw_url", "may_withdraw"}."""
    steps = {step for step, states in PERSON_STEPS.items() if found.state in states}
    if is_rated(found):
        steps -= {"rate"}
    return {
        "forms": [step_form(step, typed.get(step)) for step in STEP_FORMS if step in steps],
        "papers": status_papers(found, typed.get("papers")),
        "withdraw_url": reverse("status_withdraw"),
        "may_withdraw": "withdraw" in steps,
    }


def is_rated(found: ServiceRequest) -> bool:
    return Feedback.objects.filter(request=found).exists()


def stop(state: State) -> int:
    """Where on the line from 填写 to 办好 it stands; 0 for what left the line."""
    if state == State.CLOSED:
        return 4
    return 0 if state in FINAL - {State.SPAM} else 3


def result(found: ServiceRequest) -> Facts:
    label, explanation = words_for_applicant(found.state, found.outcome)
    missing = items_of(found) if found.state == State.AWAITING_APPLICANT else []
    words = found.events.filter(visible_to_applicant=True).exclude(kind="read")
    if missing:  # the list stands above the messages, with what came ticked off
        words = words.exclude(kind="asked")
    return {
        "reference": found.reference,
        "service_title": found.service_title,
        "station": found.station_name,
        "state": label,
        "explanation": explanation,
        "missing": missing,
        "stop": stop(State(found.state)),
        "submitted": short_moment(timezone.localtime(found.submitted_at)),
        "messages": [
            {
                "moment": short_moment(timezone.localtime(event.at)),
                "text": with_lines(event.text),
                "own": event.kind == RequestEvent.Kind.MESSAGE,
            }
            for event in words
            if event.text
        ],
        "token": status_token(found.reference),
    }
