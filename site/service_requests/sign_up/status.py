"""A sign-up on the status page: where it stands, and the way to cancel it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from export.build import Build
from export.respond import respond
from service_requests.models import Registration
from service_requests.sign_up.facts import sign_up_facts
from service_requests.status_tokens import status_token

CAN_BE_CANCELLED = frozenset(
    {Registration.State.CONFIRMED, Registration.State.WAITING, Registration.State.SUSPECT}
)


def show_sign_up(found: Registration, done: str = "", status_code: int = 200) -> HttpResponse:
    build = Build()
    facts = sign_up_facts(found, build) | {
        "kind": "request_status",
        "title": _("查进度"),
        "here": _("查进度"),
        "breadcrumb": [{"title": build.root.title, "url": "/"}],
        "done": done,
        "token": status_token(found.reference),
        "may_cancel": may_cancel(found),
        "cancel_url": reverse("sign_up_cancel"),
        "status_url": reverse("request_status"),
    }
    return respond("service_requests/sign_up_status.html", facts, status_code, build)


def may_cancel(found: Registration) -> bool:
    gathering = found.gathering
    over = gathering.has_begun or gathering.cancelled_at is not None
    return found.state in CAN_BE_CANCELLED and not over
