"""The steps of a form: check → (edit) → confirm. No cookie, no JavaScript, no answers in the page
that is confirmed, only a signed token."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from export.build import Build
from export.respond import not_found
from pages.form_facts import form_fields
from pages.models import ServicePage
from service_requests import apply_pages as pages
from service_requests.answers import (
    Checked,
    Values,
    check_values,
    read_values,
    separate_consents,
    tidy,
)
from service_requests.drafts import Owner, find_draft, keep_draft, replace_draft
from service_requests.models import Draft
from service_requests.origin import own_origin
from service_requests.papers.form_papers import (
    draft_papers,
    move_papers,
    read_papers,
    with_problems,
    with_room_in_mind,
)
from service_requests.papers.words import paper_values
from service_requests.public_answers import public_view
from service_requests.receipts import receipt_url
from service_requests.submission import DraftGone, prepare, submit

TRAP = "website"  # nobody sees this field; what fills it in is a machine


class Application:
    """One request to one service's form: the service, its form's fields, and a build."""

    def __init__(self, service: ServicePage, build: Build):
        self.service = service
        self.build = build

    @property
    def title(self) -> str:
        return self.service.title

    @property
    def is_open(self) -> bool:
        return self.service.open_for_requests

    @property
    def owner(self) -> Owner:
        return {"service": self.service}

    templates = {
        "form": "service_requests/form.html",
        "check": "service_requests/check.html",
    }

    @property
    def stops(self) -> list[str]:
        """On the way; none: those of a request."""
        return []

    @property
    def page(self):
        return self.service

    @property
    def confidential(self) -> bool:
        return self.service.confidential

    @property
    def intro(self) -> str:
        return self.service.form_intro

    @property
    def save_url(self) -> str:
        return self.step_url("save")

    def step_url(self, step: str) -> str:
        return reverse(f"apply_{step}", args=[self.service.slug])

    @property
    def fields(self):
        return with_room_in_mind(form_fields(self.service, self.build))

    @property
    def url(self) -> str:
        return self.build.url(self.service.pk)

    def draft(self, request) -> Draft | None:
        return find_draft(request.POST.get("token", ""), self.owner)

    def check(self, values: Values) -> Checked:
        return check_values(self.fields, values)

    def closed(self) -> HttpResponse:
        return pages.closed(self)

    def submit(self, draft: Draft, checked: Checked) -> str:
        """The reference. Raises DraftGone; NotTaken where nothing could be written."""
        return submit(draft.pk, prepare(self.service, draft, checked, self.stations))

    def consent(self, checked: Checked) -> dict:
        """What is agreed to, in the words that were shown."""
        settings = self.build.settings
        return {
            "version": settings.consent_version,
            "text": settings.consent_text,
            "separate": separate_consents(checked),
        }

    @property
    def stations(self) -> dict[str, str]:
        cards = self.build.listing("pages.StationPage").cards()
        return {str(card["id"]): card["title"] for card in cards}


def find_application(slug: str) -> Application | None:
    build = Build()
    live = (page for page in build.all(ServicePage) if page.slug == slug)
    service = next(live, None)
    return Application(service, build) if service else None


class NotTaken(Exception):
    """It can't be written as it is: `words` say why, beside the field with this key."""

    def __init__(self, key: str, words: str):
        super().__init__(words)
        self.key, self.words = key, words


def form_step(view, takes_papers: bool = False, find=find_application, missing=not_found):
    """Looks the form up; answers in the view's place where there is nothing to do, or no such
    form (any more): then as `missing` does."""

    def step(request, **which):
        application = find(**which)
        if application is None:
            return missing(request)
        if request.method != "POST":
            return HttpResponseRedirect(application.url)
        return view(request, application)

    return csrf_exempt(public_view(own_origin(step), takes_papers))


@public_view
@require_safe
def start(request, slug) -> HttpResponse:
    """The address of a form without a step: the form stands on the service's own page."""
    application = find_application(slug)
    return not_found(request) if application is None else HttpResponseRedirect(application.url)


def check_answers(request, application: Application) -> HttpResponse:
    if not application.is_open:
        return application.closed()
    old = application.draft(request)
    fields = application.fields
    values = read_values(fields, request.POST)
    papers = read_papers(request, fields, old)
    checked = with_problems(application.check(values | papers.values), papers.problems)
    if not checked.is_complete and not papers.any:
        return pages.form(application, checked.fields, old)
    trapped = bool(tidy(request.POST.get(TRAP, "")))
    draft = keep_draft(application.owner, values, application.consent(checked), trapped)
    move_papers(papers, old, draft)
    replace_draft(old)
    if not checked.is_complete:  # nobody has to send the same photos twice
        return pages.form(application, checked.fields, draft)
    return pages.check(application, checked, draft)


def edit_answers(request, application: Application) -> HttpResponse:
    """The form again, with what was typed. The draft stays until an edited one replaces it."""
    draft = application.draft(request)
    if draft is None:
        return pages.expired(application)
    if draft.sent:
        return sent(draft.sent.reference)
    return pages.form(application, filled(application, draft).fields, draft)


def send_answers(request, application: Application) -> HttpResponse:
    """Send. Repeated with the same token, it leads to the same receipt."""
    draft = application.draft(request)
    if draft is None:
        return pages.expired(application)
    if draft.sent:
        return sent(draft.sent.reference)
    if not application.is_open:
        return application.closed()
    if not draft.can_be_sent:
        return pages.expired(application, draft)
    checked = filled(application, draft)
    if not checked.is_complete:
        return pages.form(application, checked.fields, draft)
    try:
        return sent(application.submit(draft, checked))
    except DraftGone:
        return pages.expired(application)
    except NotTaken as problem:
        fields = with_problems(checked, {problem.key: problem.words}).fields
        return pages.form(application, fields, draft)


def filled(application: Application, draft: Draft) -> Checked:
    """Check a draft against the form as it is now: the editor may have changed it since."""
    values = draft.answers["values"] | paper_values(draft_papers(draft))
    return application.check(values)


def sent(reference: str) -> HttpResponse:
    response = HttpResponseRedirect(receipt_url(reference))
    response.status_code = 303
    return response


check = form_step(check_answers, takes_papers=True)
edit = form_step(edit_answers)
confirm = form_step(send_answers)
