"""Every address of the staff side × every role. The addresses come from the URL resolver: a new
one without a row here fails the test."""

from dataclasses import dataclass, field
from itertools import product

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from wagtail.admin.viewsets import viewsets

from service_requests.models import StaffPosting
from tests.factories_requests import (
    ID_NUMBER,
    VALID_ID,
    administrator,
    make_request,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]

ACTORS = [
    "editor",
    "case worker",
    "case worker elsewhere",
    "supervisor",
    "supervisor elsewhere",
    "auditor",
    "administrator",
]
# What comes of it: "done" leads on or answers, "reads" shows the content as well, "masked" and
# "row" show less of it, "empty" is a list without this request, "refused" is 403, "absent" is
# 404, "out" leads back to the admin's home page.
SEEN = {"done": 0, "reads": 200, "masked": 200, "row": 200, "empty": 200}
PERSONAL = ["周小麦", "138 0013 8000", "13800138000", "宿舍证明找谁开", VALID_ID]
MASKS = ["周**", "138****8000"]

LIST = ["out", "row", "empty", "row", "empty", "row", "row"]
PAGE = ["out", "reads", "absent", "reads", "absent", "masked", "row"]
STEP = ["out", "done", "absent", "done", "absent", "refused", "refused"]
SEARCH = ["out"] + ["done"] * 6
SET_UP = ["out"] * 6 + ["done"]


@dataclass
class Row:
    outcomes: list[str]
    post: dict | None = None
    made: dict = field(default_factory=dict)  # how the request starts


ROWS = {
    "service_requests:index": Row(LIST),
    "service_requests:index_results": Row(LIST),
    "service_requests:search": Row(SEARCH, {"wanted": "13800138000"}),
    "service_requests:request": Row(PAGE),
    "service_requests:take": Row(STEP, {}),
    "service_requests:state": Row(STEP, {"action": "accept"}),
    "service_requests:note": Row(STEP, {"words": "备注"}),
    "service_requests:reply": Row(STEP, {"words": "回复"}),
    "service_requests:reveal": Row(STEP, {"key": ID_NUMBER}),
    "staff_postings:index": Row(SET_UP),
    "staff_postings:index_results": Row(SET_UP),
    "staff_postings:add": Row(SET_UP),
    "staff_postings:edit": Row(SET_UP),
    "staff_postings:delete": Row(SET_UP),
    "staff_postings:history": Row(SET_UP),
    "staff_postings:history_results": Row(SET_UP),
    "staff_postings:usage": Row(SET_UP),
}


def staff_addresses() -> set[str]:
    """The names of what our viewsets serve, and of every other view of ours in the admin."""
    reverse("wagtailadmin_home")  # loads the admin's addresses, and viewsets with them
    ours = {viewset.url_namespace for viewset in viewsets.viewsets if is_about_requests(viewset)}
    return set(walk(get_resolver(), "", ours, admin=False))


def is_about_requests(viewset) -> bool:
    meta = getattr(getattr(viewset, "model", None), "_meta", None)
    return meta is not None and meta.app_label == "service_requests"


def walk(resolver, namespace, ours, admin):
    for pattern in resolver.url_patterns:
        inside = admin or str(pattern.pattern) == "admin/"
        if isinstance(pattern, URLResolver):
            deeper = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from walk(pattern, deeper, ours, inside)
        elif inside and (namespace in ours or is_our_view(pattern.callback)):
            yield f"{namespace}:{pattern.name}"


def is_our_view(view) -> bool:
    view = getattr(view, "view_class", view)
    return view.__module__.startswith("service_requests.")


def test_each_address_of_the_staff_side_has_a_row():
    assert staff_addresses() == set(ROWS)


@pytest.fixture
def station():
    return make_station("前山服务站")


def make_actor(name, station):
    if name == "administrator":
        return administrator()
    group = {"editor": "编辑", "auditor": "审计员"}.get(name)
    user = user_in(group or ("办理员" if "case worker" in name else "主管"))
    if group is None:
        post_to(user, make_station("香洲服务站") if "elsewhere" in name else station)
    return user


def call(client, name, row, request):
    args = []
    if name.startswith("staff_postings"):
        posting = StaffPosting.objects.first() or post_to(
            user_in("办理员", "某人"), request.station
        )
        args = [posting.pk] if name.split(":")[1] in {"edit", "delete", "history", "usage"} else []
        args = [posting.pk] if name.endswith("history_results") else args
    elif name not in {
        f"service_requests:{plain}" for plain in ("index", "index_results", "search")
    }:
        args = [request.pk]
    url = reverse(name, args=args)
    if row.post is None:
        return client.get(url)
    return client.post(url, {"version": "1"} | row.post)


def outcome(response) -> str:
    if response.status_code in (403, 404):
        return {403: "refused", 404: "absent"}[response.status_code]
    return "out" if response.status_code == 302 and response["Location"] == "/admin/" else "done"


@pytest.mark.parametrize(("name", "number"), list(product(ROWS, range(len(ACTORS)))))
def test_each_address_answers_each_role_as_its_row_says(station, name, number):
    row, actor = ROWS[name], make_actor(ACTORS[number], station)
    request = make_request(station=station, **row.made)
    client = Client()
    client.force_login(actor)
    response = call(client, name, row, request)
    expected = row.outcomes[number]
    shows(response.content.decode(), request, expected)
    assert outcome(response) == ("done" if expected in SEEN else expected)
    request.refresh_from_db()
    if expected not in SEEN:
        assert (request.version, request.events.count()) == (1, 1)


def shows(html, request, expected):
    """At most what the outcome allows, and no less."""
    content = [text for text in PERSONAL if text in html]
    if expected == "reads":
        assert len(content) >= 3
        assert VALID_ID not in html
    elif expected != "done":
        assert not content
    if expected != "refused":
        assert all(mask in html for mask in MASKS) == (expected == "masked")
    if expected not in {"done", "refused"}:
        assert (request.reference in html) == (expected in {"row", "masked", "reads"})
