"""What tests of sign-ups stand on: an event with a form, and somebody who fills it in."""

from django.test import Client

from pages.models import EventCalendarPage
from service_requests.models import Registration
from tests.factories import CalendarFactory, EventFactory
from tests.factories_requests import post, token_in

BEFORE = "2026-12-01 10:00 +0800"
KEY = "2026-12-22"


def make_event(**kwargs):
    parent = EventCalendarPage.objects.first() or CalendarFactory(slug="events")
    given = {"title": "包饺子", "slug": "dumplings", "sign_up": "form", "capacity": 2}
    return EventFactory(parent=parent, **given | kwargs)


def typed(number=0, **changes) -> dict:
    given = {
        "gathering": KEY,
        "name": "周小麦",
        "phone": f"1380013{8000 + number:04}",
        "people": "1",
        "consent": "yes",
        "website": "",
    }
    return given | changes


def check(client, event, **changes):
    return post(client, f"/apply/event/{event.pk}/check/", typed(**changes))


def confirm(client, event, token):
    return post(client, f"/apply/event/{event.pk}/confirm/", {"token": token})


def sign_up(event, **changes) -> Registration:
    client = Client()
    response = confirm(client, event, token_in(check(client, event, **changes)))
    assert response.status_code == 303, response.content.decode()
    return Registration.objects.latest("pk")
