"""Save and go on later, without a script: a code on paper or in the head instead of a cookie."""

import unicodedata
from functools import partial

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from export.respond import respond
from pages.form_field import field
from pages.publishing import Facts
from service_requests import apply_pages as pages
from service_requests.answers import Values, applicable, read_values, tidy
from service_requests.apply_views import TRAP, Application, find_application, form_step
from service_requests.drafts import replace_draft
from service_requests.lockout import give_back, take_try
from service_requests.models import Draft
from service_requests.origin import own_origin
from service_requests.papers.form_papers import draft_papers, move_papers, read_papers
from service_requests.papers.words import paper_values
from service_requests.phone_numbers import parse_phone
from service_requests.public_answers import public_view
from service_requests.references import typed_reference
from service_requests.retention import draft_hours
from service_requests.saved_drafts import find_saved, save_draft


@partial(form_step, takes_papers=True)
def save(request, application: Application) -> HttpResponse:
    """Store what was typed so far, right or wrong; only the phone number has to be one."""
    if not application.service.open_for_requests:
        return pages.closed(application)
    old, fields = application.draft(request), application.fields
    values = read_values(fields, request.POST)
    try:
        phone = parse_phone(values["phone"])
    except ValidationError as problem:
        words = _("要存下来，先写手机号：%s") % problem.messages[0]
        return pages.form(application, as_typed(fields, values, {"phone": words}), old)
    papers = read_papers(request, fields, old)
    trapped = bool(tidy(request.POST.get(TRAP, "")))
    draft, code = save_draft(application.service, fields, values | {"phone": phone}, trapped)
    move_papers(papers, old, draft)
    replace_draft(old)
    facts = {"kind": "request_saved", "title": _("存好了"), "code": code, "hours": draft_hours()}
    facts["resume_url"] = reverse("apply_resume")
    return respond("service_requests/saved.html", facts, build=application.build)


@csrf_exempt
@public_view
@require_http_methods(["GET", "HEAD", "POST"])
@own_origin
def resume(request) -> HttpResponse:
    if request.method != "POST":
        return question("", "")
    code = typed_reference(request.POST.get("code", ""))
    last_four = unicodedata.normalize("NFKC", request.POST.get("last_four", "")).strip()
    if not take_try("saved " + code):
        words = _("试的次数太多了，一小时后再来，或者直接打电话问")
        return question(code, last_four, words, 429)
    draft = find_saved(code, last_four)
    if draft is None:
        words = _("没找到。码和手机号后四位都对一遍；过了 %d 小时就删掉了") % draft_hours()
        return question(code, last_four, words, 404)
    give_back("saved " + code)
    return go_on(draft)


def go_on(draft: Draft) -> HttpResponse:
    """The form as it was left, with nothing called wrong yet."""
    application = find_application(draft.service.slug) if draft.service else None
    if application is None:
        return question("", "", _("这张表已经撤下来了，打电话问我们"), 410)
    values = draft.answers["values"] | paper_values(draft_papers(draft))
    return pages.form(application, as_typed(application.fields, values, {}), draft)


def as_typed(fields: list[Facts], values: Values, errors: dict[str, str]) -> list[Facts]:
    asked = applicable(fields, values)
    return [
        each
        | {
            "value": values.get(each["key"], each["value"]),
            "error": errors.get(each["key"], ""),
            "applies": each["key"] in asked,
        }
        for each in fields
    ]


def question(code: str, last_four: str, error: str = "", status: int = 200) -> HttpResponse:
    facts = {
        "kind": "request_resume",
        "title": _("接着填"),
        "action": reverse("apply_resume"),
        "hours": draft_hours(),
        "error": error,
        "fields": [
            field("code", "text", _("存表时给的码"), _("八个字母和数字，大小写都行"), value=code),
            field("last_four", "text", _("手机号后四位"), _("表里写的那个号码"), value=last_four),
        ],
    }
    return respond("service_requests/resume.html", facts, status)
