"""The form of one event, as the steps of `apply_views` ask for it."""

from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from export.build import Build
from pages.calendar import tickets
from pages.models import EventPage
from pages.places import with_places
from pages.publishing import Facts
from pages.sign_up_form import open_tickets, sign_up_fields
from service_requests.answers import Checked, Values, check_values
from service_requests.apply_views import Application
from service_requests.models import Draft
from service_requests.papers.form_papers import with_problems
from service_requests.public_answers import message
from service_requests.sign_up.registering import prepare, register


class SignUp(Application):
    templates = {
        "form": "service_requests/sign_up_form.html",
        "check": "service_requests/sign_up_check.html",
    }
    confidential = False
    intro = ""
    save_url = ""
    stations: dict[str, str] = {}

    def __init__(self, event: EventPage, build: Build):
        self.event = event
        self.build = build

    @property
    def page(self):
        return self.event

    @property
    def title(self) -> str:
        return self.event.title

    @property
    def owner(self):
        return {"event": self.event}

    @property
    def url(self) -> str:
        return self.build.url(self.event.pk)

    def step_url(self, step: str) -> str:
        return reverse(f"sign_up_{step}", args=[self.event.pk])

    @property
    def stops(self) -> list[str]:
        return [_("填写"), _("核对"), _("报名"), _("到场")]

    @cached_property
    def offered(self) -> list[Facts]:
        """Gatherings that one can sign up for now: what has begun is out, to the minute."""
        now = timezone.now()
        coming = (each for each in tickets(self.event, self.build) if not each["past"])
        open_ones = open_tickets([with_places(each, self.build) for each in coming])
        return [each for each in open_ones if datetime.fromisoformat(each["moment"]) > now]

    @property
    def is_open(self) -> bool:
        return bool(self.offered)

    @property
    def fields(self) -> list[Facts]:
        return sign_up_fields(self.event, self.offered, self.build)

    def check(self, values: Values) -> Checked:
        checked = check_values(self.fields, values)
        problems = {}
        if values.get("gathering") and "gathering" not in checked.cleaned:
            problems["gathering"] = _("这一场现在不能报了，选别的一场")
        emergency = checked.cleaned.get("emergency_phone")
        if emergency and emergency == checked.cleaned.get("phone"):
            problems["emergency_phone"] = _("要写另一个大人的号码，和监护人的不一样")
        return with_problems(checked, problems)

    def closed(self) -> HttpResponse:
        return message(
            410,
            _("“%s”现在不能报名") % self.title,
            [_("报名截止了，或者活动有变动。你这次写的没有存。")],
            links=[{"label": _("看看这个活动"), "url": self.url}],
            build=self.build,
        )

    def submit(self, draft: Draft, checked: Checked) -> str:
        return register(draft.pk, prepare(self.event, draft, checked))


def find_sign_up(pk: int) -> SignUp | None:
    build = Build()
    event = build.page(pk)
    return SignUp(event, build) if isinstance(event, EventPage) else None
