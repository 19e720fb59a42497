"""Every address of the staff side × every role. The addresses come from the URL resolver: a new
one without a row here fails the test."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.viewsets import viewsets

from pages.models import CalendarDay, ServicePage, StationPage
from service_requests.models import (
    Delivery,
    Gathering,
    MissingItem,
    PageCorrection,
    Registration,
    ReplyTemplate,
)
from service_requests.notices.plan import plan_waiting
from service_requests.submission import notify
from tests.factories_requests import (
    ID_NUMBER,
    VALID_ID,
    administrator,
    make_request,
    make_service,
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
# "row" show less of it, "empty" is a list without this request, "refused" is 403, "told no" the
# same to somebody who reads the content, "absent" is 404, "out" leads to the admin's home page.
SEEN = {"done", "reads", "masked", "row", "empty"}
PERSONAL = ["周小麦", "138 0013 8000", "13800138000", "宿舍证明找谁开", VALID_ID]
MASKS = ["周**", "138****8000"]

LIST = ["out", "row", "empty", "row", "empty", "row", "row"]
PAGE = ["out", "reads", "absent", "reads", "absent", "masked", "row"]
SLIP = ["out", "done", "absent", "done", "absent", "absent", "absent"]
STEP = ["out", "done", "absent", "done", "absent", "refused", "refused"]
# The station elsewhere is the one that it was offered to.
RECEIVE = ["out", "told no", "done", "told no", "done", "refused", "refused"]
GUEST = ["out", "done", "done", "done", "done", "refused", "refused"]
SUPERVISE = ["out", "told no", "absent", "done", "absent", "refused", "refused"]
LOG = ["out", "out", "out", "row", "empty", "row", "out"]
COUNTS = ["out", "out", "out", "empty", "empty", "empty", "out"]
SEARCH = ["out"] + ["done"] * 6
SET_UP = ["out"] * 6 + ["done"]
WORKERS_ONLY = ["out"] + ["done"] * 4 + ["out"] * 2
SUPERVISED = ["out"] * 3 + ["done"] * 2 + ["out", "done"]
EXPORT = ["out"] * 3 + ["done"] * 2 + ["out"] * 2
EXPORTS = ["out"] * 3 + ["empty"] * 3 + ["out"]
NOTICES = ["out"] * 3 + ["row", "empty", "out", "row"]
NOTICE = ["out"] * 3 + ["done", "absent", "out", "done"]

GATHERING = ["out", "done", "absent", "done", "absent", "masked", "out"]
SHEET = ["out", "reads", "absent", "reads", "absent", "out", "out"]
GATHERING_STEP = ["out", "done", "absent", "done", "absent", "out", "out"]
GATHERING_SUPERVISED = ["out", "out", "absent", "done", "absent", "out", "out"]
OF_NO_GATHERING = {"index", "check_in"}
OF_ONE_SIGN_UP = {"person", "cancel", "hold", "release"}


@dataclass
class Row:
    outcomes: list[str]
    post: dict | None = None
    made: dict = field(default_factory=dict)  # how the request starts


MODEL_ADDRESSES = ["index", "index_results", "add", "edit", "delete", "history"]
MODEL_ADDRESSES += ["history_results", "usage"]
ROWS = {
    "service_requests:index": Row(LIST),
    "service_requests:index_results": Row(LIST),
    "service_requests:search": Row(SEARCH, {"wanted": "13800138000"}),
    "service_requests:window": Row(WORKERS_ONLY),
    "service_requests:file_at_window": Row(WORKERS_ONLY),
    "service_requests:bulk": Row(
        ["out", "row", "done", "row", "done", "out", "out"], {"chosen": "row"}
    ),
    "service_requests:save_filter": Row(WORKERS_ONLY, {"name": "我的", "query": "state=closed"}),
    "service_requests:delete_filter": Row(WORKERS_ONLY, {}),
    "service_requests:export": Row(
        EXPORT, {"reason": "年度汇报要用", "format": "csv", "plain": "state", "personal": "name"}
    ),
    "service_requests:request": Row(PAGE),
    "service_requests:slip": Row(SLIP),
    "service_requests:take": Row(STEP, {}),
    "service_requests:state": Row(STEP, {"action": "accept"}),
    "service_requests:note": Row(STEP, {"words": "备注"}),
    "service_requests:reply": Row(STEP, {"words": "回复"}),
    "service_requests:reveal": Row(STEP, {"key": ID_NUMBER}),
    "service_requests:assign": Row(STEP, {"colleague": "colleague"}),
    "service_requests:hand_over": Row(STEP, {"station": "other station"}),
    "service_requests:accept_handover": Row(RECEIVE, {}, {"offered": True}),
    "service_requests:return_handover": Row(GUEST, {"words": "不归我们"}, {"offered": True}),
    "service_requests:ask": Row(STEP, {"words": "居住证明"}, {"state": "in_progress"}),
    "service_requests:arrive": Row(STEP, {"item": "item"}, {"state": "awaiting"}),
    "service_requests:refer": Row(
        STEP, {"name": "法律援助处", "contact": "12348"}, {"state": "in_progress"}
    ),
    "service_requests:close": Row(STEP, {"outcome": "done"}, {"state": "answered"}),
    "service_requests:duplicate": Row(STEP, {"reference": "original"}),
    "service_requests:paper": Row(STEP, {"paper": "1"}),
    "service_requests:scan": Row(STEP, {}),
    "service_requests:hold": Row(SUPERVISE, {"words": "法院要"}),
    "service_requests:release": Row(SUPERVISE, {"words": "结案了"}, {"held_at": timezone.now()}),
    "notices:report": Row(NOTICES),
    "notices:report_results": Row(NOTICES),
    "notices:try_again": Row(NOTICE, {}),
    "notices:set_aside": Row(NOTICE, {}),
    "notices:try_all_again": Row(SUPERVISED, {}),
}
ROWS |= {
    "sign_ups:index": Row(["out", "done", "done", "done", "done", "done", "done"]),
    "sign_ups:check_in": Row(WORKERS_ONLY),
    "sign_ups:gathering": Row(GATHERING),
    "sign_ups:sheet": Row(SHEET),
    "sign_ups:export": Row(
        GATHERING_SUPERVISED,
        {"reason": "年度汇报要用", "format": "csv", "plain": "state", "personal": "name"},
    ),
    "sign_ups:tick": Row(GATHERING_STEP, {"came": "1"}),
    "sign_ups:arrive": Row(GATHERING_STEP, {"reference": "X"}),
    "sign_ups:admit": Row(GATHERING_STEP, {"registration": "1"}),
    "sign_ups:call_off": Row(GATHERING_STEP, {"words": "老师病了"}),
    "sign_ups:person": Row(SHEET),
    "sign_ups:cancel": Row(GATHERING_STEP, {"words": "人数不够"}),
    "sign_ups:hold": Row(GATHERING_SUPERVISED, {"words": "法院要"}),
    "sign_ups:release": Row(GATHERING_SUPERVISED, {"words": "结案了"}),
}
# Editors have a right of their own to what readers say of pages; a superuser sees no words.
CORRECTIONS = ["out"] * 6 + ["done"]
ROWS |= {
    "page_corrections:index": Row(CORRECTIONS),
    "page_corrections:index_results": Row(CORRECTIONS),
    "page_corrections:correction": Row(["out"] * 7),
    "page_corrections:reveal": Row(["out"] * 7, {}),
    "page_corrections:settle": Row(["out"] * 7, {"state": "mended"}),
    ":page_votes": Row(CORRECTIONS),
    ":page_votes_results": Row(CORRECTIONS),
}
ROWS |= {name: Row(LOG) for name in (":requests_log", ":requests_log_results")}
ROWS |= {name: Row(COUNTS) for name in (":service_ledger", ":ledger_workbook")}
ROWS |= {":publish_ledger": Row(["out"] * len(ACTORS))}
ROWS |= {name: Row(EXPORTS) for name in (":request_exports", ":request_exports_results")}
ROWS |= {f"staff_postings:{name}": Row(SET_UP) for name in MODEL_ADDRESSES}
ROWS |= {f"calendar_days:{name}": Row(SUPERVISED) for name in MODEL_ADDRESSES}
ROWS |= {f"reply_templates:{name}": Row(SUPERVISED) for name in MODEL_ADDRESSES}


WHOLE_LIST = {
    f"service_requests:{name}"
    for name in ("index", "index_results", "search", "bulk", "save_filter", "window", "export")
}


def staff_addresses() -> set[str]:
    """The names of what our viewsets serve, and of every other view of ours in the admin."""
    reverse("wagtailadmin_home")  # loads the admin's addresses, and viewsets with them
    ours = {viewset.url_namespace for viewset in viewsets.viewsets if is_about_requests(viewset)}
    return set(walk(get_resolver(), "", ours, admin=False))


def is_about_requests(viewset) -> bool:
    """Or what supervisors set up for them."""
    model = getattr(viewset, "model", None)
    meta = getattr(model, "_meta", None)
    return model is CalendarDay or (meta is not None and meta.app_label == "service_requests")


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


def test_each_address_of_the_staff_side_has_a_row(record_property):
    assert staff_addresses() == set(ROWS)
    record_property("tried", f"{len(ROWS)} addresses x {len(ACTORS)} roles")


@pytest.fixture
def station():
    return make_station("前山服务站")


def make_actor(name, station):
    if name == "administrator":
        return administrator()
    group = {"editor": "编辑", "auditor": "审计员"}.get(name)
    user = user_in(group or ("办理员" if "case worker" in name else "主管"), name)
    if group is None:
        post_to(user, elsewhere() if "elsewhere" in name else station)
    return user


@pytest.fixture
def request_in(station):
    """Makes a request at our station as a row wants it, and what its steps refer to."""

    def make(row):
        made = dict(row.made)
        if made.pop("offered", False):
            made["handover_to"] = elsewhere()
        request = make_request(station=station, **made)
        MissingItem.objects.create(request=request, text="居住证明", asked_on="2026-11-20")
        return request

    return make


def elsewhere():
    return StationPage.objects.filter(title="香洲服务站").first() or make_station("香洲服务站")


def filled(post, request) -> dict:
    """A row's post with the ids of what there is."""
    ids = {
        "colleague": lambda: a_colleague(request.station).pk,
        "other station": lambda: elsewhere().pk,
        "item": lambda: request.missing_items.get().pk,
        "row": lambda: f"{request.pk}-1",
        "original": lambda: make_request(station=request.station).reference,
    }
    return {key: ids[value]() if value in ids else value for key, value in post.items()}


def a_colleague(station):
    user = User.objects.filter(username="同事").first() or user_in("办理员", "同事")
    post_to(user, station)
    return user


def address(name, request) -> str:
    if name in WHOLE_LIST or name.startswith(":"):
        return reverse(name.removeprefix(":"))
    if name == "service_requests:file_at_window":
        return reverse(name, args=[(ServicePage.objects.first() or make_service()).pk])
    namespace, action = name.split(":")
    if namespace == "service_requests":
        return reverse(name, args=[request.pk])
    if namespace == "sign_ups":
        if action in OF_NO_GATHERING:
            return reverse(name)
        gathering = a_gathering(request)
        one = action in OF_ONE_SIGN_UP
        return reverse(name, args=[gathering.registrations.get().pk if one else gathering.pk])
    if namespace == "notices":
        delivery = waiting_notice(request)
        return reverse(name, args=[delivery.pk] if action in {"try_again", "set_aside"} else [])
    if action in {"index", "index_results", "add"}:
        return reverse(name)
    subject = {
        "page_corrections": lambda: PageCorrection.objects.create(
            page_title="居住证", page_url="/permit/", words="电话错了", sent_at=timezone.now()
        ),
        "staff_postings": lambda: a_colleague(request.station).posting,
        "reply_templates": lambda: ReplyTemplate.objects.get_or_create(title="收到", text="收到了")[
            0
        ],
        "calendar_days": lambda: CalendarDay.objects.first(),
    }[namespace]()
    return reverse(name, args=[subject.pk])


def a_gathering(request) -> Gathering:
    """At the station of the request, with the same person signed up."""
    starts = timezone.now() + timedelta(days=3)
    gathering = Gathering.objects.create(
        occasion=uuid4(),
        key=starts.date(),
        title="包饺子",
        station=request.station,
        starts_at=starts,
        ends_at=starts,
    )
    Registration.objects.filter(reference=request.reference).delete()
    Registration.objects.create(
        reference=request.reference,
        gathering=gathering,
        state="confirmed",
        signed_up_at=timezone.now(),
        queued_at=timezone.now(),
        name=request.name,
        phone=request.phone,
        answers=request.answers[:1],
        phone_lookup=request.phone_lookup,
        consented_at=timezone.now(),
    )
    return gathering


def waiting_notice(request) -> Delivery:
    notify("applicant", "answered", request.reference)
    plan_waiting()
    return Delivery.objects.filter(state="waiting").latest("pk")


def call(client, name, row, request):
    url = address(name, request)
    if row.post is None:
        return client.get(url)
    return client.post(url, {"version": "1"} | filled(row.post, request))


def outcome(response) -> str:
    if response.status_code in (403, 404):
        return {403: "refused", 404: "absent"}[response.status_code]
    return "out" if response.status_code == 302 and response["Location"] == "/admin/" else "done"


@pytest.fixture
def actors(station):
    return [make_actor(name, station) for name in ACTORS]


@pytest.mark.parametrize("name", ROWS)
def test_each_address_answers_each_role_as_its_row_says(actors, request_in, name):
    row = ROWS[name]
    for actor, expected in zip(actors, row.outcomes, strict=True):
        request, client = request_in(row), Client()
        client.force_login(actor)
        response = call(client, name, row, request)
        as_status = {"told no": "refused"} | dict.fromkeys(SEEN, "done")
        assert outcome(response) == as_status.get(expected, expected), actor
        shows(response.content.decode(errors="replace"), request, expected)
        request.refresh_from_db()
        if expected not in SEEN:
            assert (request.version, request.events.count()) == (1, 1)


def shows(html, request, expected):
    """At most what the outcome allows, and no less."""
    content = [text for text in PERSONAL if text in html]
    if expected == "reads":
        assert len(content) >= 3
        assert VALID_ID not in html
    elif expected not in {"done", "told no"}:
        assert not content
    if expected not in {"refused", "told no"}:
        assert all(mask in html for mask in MASKS) == (expected == "masked")
    if expected not in {"done", "refused", "told no"}:
        assert (request.reference in html) == (expected in {"row", "masked", "reads"})
