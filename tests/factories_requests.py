"""What tests of the requests room stand on: a service with a form, answers, staff, requests."""

import re
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.utils import timezone

from pages.models import ServiceIndexPage, StationIndexPage, StationPage
from service_requests.encryption import lookup_digest
from service_requests.models import RequestEvent, ServiceRequest, StaffPosting
from service_requests.references import new_reference
from tests.factories import ServiceFactory, ServiceIndexFactory, StationFactory, StationIndexFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
VALID_ID = "11010519491231002X"
FIELDS = [
    ("story000", "long_text", {"label": "是什么事", "help_text": "", "required": True}),
    (
        "when0000",
        "choices",
        {
            "label": "什么时候方便",
            "help_text": "",
            "required": False,
            "options": ["白天", "下班后"],
        },
    ),
    ("since000", "date", {"label": "哪天来的", "help_text": "", "required": False}),
    ("idnum000", "id_number", {"label": "身份证号", "help_text": "", "required": False}),
]
STORY, WHEN, SINCE, ID_NUMBER = (f"f-{block_id}" for block_id, _type, _value in FIELDS)


@pytest.fixture
def plain_static(settings):
    """Admin pages without collected static files."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def make_service(slug="papers-help", **kwargs):
    fields = [{"type": kind, "value": value, "id": key} for key, kind, value in FIELDS]
    given = {"title": "办证帮忙", "form_fields": fields} | kwargs
    parent = ServiceIndexPage.objects.first() or ServiceIndexFactory(slug="services")
    return ServiceFactory(parent=parent, slug=slug, **given)


def make_station(title="前山服务站"):
    parent = StationIndexPage.objects.first() or StationIndexFactory(slug="stations")
    return StationFactory(parent=parent, title=title, slug=f"station-{StationPage.objects.count()}")


def typed(**changes) -> dict:
    """What a person sends from the form; None leaves a field out."""
    given = {
        "name": "周小麦",
        "phone": "138 0013 8000",
        "station": "",
        STORY: "电子厂住宿舍，\n不知道找谁开证明",
        WHEN: ["下班后"],
        SINCE: "2026-04-01",
        ID_NUMBER: "",
        "consent": "yes",
        "website": "",
    }
    return {key: value for key, value in (given | changes).items() if value is not None}


def post(client, url, data, **headers):
    body = urlencode(data, doseq=True)
    return client.post(
        url, body, content_type="application/x-www-form-urlencoded", headers=headers or None
    )


def check(client, service, **changes):
    return post(client, f"/apply/{service.slug}/check/", typed(**changes))


def token_in(response) -> str:
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def confirm(client, service, token):
    return post(client, f"/apply/{service.slug}/confirm/", {"token": token})


def send(client, service, **changes) -> ServiceRequest:
    """Through check and confirm, as a person would."""
    response = confirm(client, service, token_in(check(client, service, **changes)))
    assert response.status_code == 303
    return ServiceRequest.objects.latest("pk")


def make_request(service=None, **kwargs) -> ServiceRequest:
    phone = kwargs.pop("phone", "13800138000")
    given = {
        "reference": new_reference(),
        "service": service,
        "service_title": service.title if service else "办证帮忙",
        "submitted_at": timezone.now(),
        "due_on": date(2026, 12, 1),
        "name": "周小麦",
        "phone": phone,
        "answers": [
            {"key": STORY, "label": "是什么事", "type": "long_text", "value": "宿舍证明找谁开"},
            {"key": ID_NUMBER, "label": "身份证号", "type": "id_number", "value": VALID_ID},
        ],
        "phone_lookup": lookup_digest(phone),
        "consent_version": "2026-11",
        "consent_text": "我同意",
        "consented_at": timezone.now(),
    }
    made = ServiceRequest.objects.create(**given | kwargs)
    RequestEvent.objects.create(
        request=made, kind="submitted", state=made.state, at=made.submitted_at, version=1
    )
    return made


def user_in(group: str, username: str | None = None) -> User:
    """A member of one of our groups, or of 编辑, whose rights end at pages."""
    user = User.objects.create_user(username or group, password="x")
    if group == "编辑":
        editors, _made = Group.objects.get_or_create(name="编辑")
        editors.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(Group.objects.get(name=group))
    return user


def post_to(user: User, *stations: StationPage) -> StaffPosting:
    """Let a member of staff work at these stations and no others."""
    posting, _made = StaffPosting.objects.get_or_create(user=user)
    posting.stations.set(stations)
    return posting


@pytest.fixture(name="here")
def station_here():
    return make_station("前山服务站")


@pytest.fixture(name="there")
def station_there():
    return make_station("香洲服务站")


@pytest.fixture(name="worker")
def worker_here(here):
    user = user_in("办理员")
    post_to(user, here)
    return user


class Desk:
    """One member of staff at one request."""

    def __init__(self, group, request, name=None):
        self.user, self.request, self.client = user_in(group, name or group), request, Client()
        self.client.force_login(self.user)

    def open(self) -> str:
        return self.client.get(f"/admin/requests/{self.request.pk}/").content.decode()

    def step(self, name, /, version=None, **data):
        self.request.refresh_from_db()
        data = {"version": str(version or self.request.version)} | data
        response = self.client.post(f"/admin/requests/{self.request.pk}/{name}/", data)
        self.request.refresh_from_db()
        return response


def administrator() -> User:
    return User.objects.create_superuser("管理员", password="x")


def at(*moment) -> datetime:
    """A moment in Shanghai."""
    return datetime(*moment, tzinfo=SHANGHAI)
