"""What a person or staff wrote turns up nowhere in the clear.

Every flow is walked once with words and numbers that occur nowhere else; then everything the
site keeps or puts out is searched for them. A flow that is added goes into FLOWS: it takes the
visit, asks it for marks, and sends them.
"""

import base64
import json
from pathlib import Path
from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from export.deliver import export_site
from service_requests.models import ServiceRequest
from tests.databases import on_postgresql, stored_bytes
from tests.factories_requests import (
    ID_NUMBER,
    STORY,
    check,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    post,
    send,
    token_in,
    user_in,
)

LEAST = 40  # marks, as requests.md asks


class Visit:
    """People at their phones and staff at their desks, and every mark that any of them used."""

    def __init__(self):
        self.marks: dict[str, str] = {}
        self.person, self.desk = Client(), Client(raise_request_exception=False)
        self.supervisor = user_in("主管")
        self.desk.force_login(self.supervisor)
        self.service = make_service(allows_representative=True)

    def words(self, what: str) -> str:
        """Letters that no code, key or other page holds."""
        return self.marked(what, f"Zq{len(self.marks):02}{what.title().replace(' ', '')}qZ")

    def phone(self, what: str) -> str:
        return self.marked(what, f"1397{7310000 + 37 * len(self.marks):07}")

    def id_number(self, what: str) -> str:
        return self.marked(what, valid_id(f"440402{19900101 + len(self.marks)}731"))

    def marked(self, what: str, mark: str) -> str:
        assert what not in self.marks
        self.marks[what] = mark
        return mark

    def sent(self, flow: str, **more) -> ServiceRequest:
        given = {
            "name": self.words(f"{flow} name"),
            "phone": self.phone(f"{flow} phone"),
            STORY: self.words(f"{flow} story"),
        }
        return send(self.person, self.service, **{"for_whom": "self"} | given | more)

    def step(self, request: ServiceRequest, name: str, **data):
        request.refresh_from_db()
        data = {"version": str(request.version)} | data
        return self.desk.post(f"/admin/requests/{request.pk}/{name}/", data)


def valid_id(first_17: str) -> str:
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    rest = sum(int(digit) * weight for digit, weight in zip(first_17, weights, strict=True)) % 11
    return first_17 + "10X98765432"[rest]


def sending_with_an_id_number(visit):
    number = visit.id_number("id number")
    request = visit.sent("sending", **{ID_NUMBER: number, "id_consent": "yes"})
    revealed = visit.step(request, "reveal", key=ID_NUMBER)
    assert number in revealed.content.decode()


def sending_for_somebody_else(visit):
    visit.sent(
        "other",
        for_whom="other",
        agent_relation="家里人",
        agent_name=visit.words("agent name"),
        agent_phone=visit.phone("agent phone"),
        agent_consent="yes",
    )


def a_form_with_mistakes(visit):
    wrong = {
        "name": visit.words("mistaken name"),
        "phone": visit.words("mistaken phone"),
        ID_NUMBER: visit.words("mistaken id number"),
        STORY: visit.words("mistaken story"),
        "station": visit.words("mistaken station"),
        "since000": visit.words("mistaken date"),
        "website": visit.words("trap"),
    }
    assert check(visit.person, visit.service, **wrong).status_code < 500


def a_draft_that_is_never_sent(visit):
    response = check(
        visit.person,
        visit.service,
        for_whom="self",
        name=visit.words("draft name"),
        phone=visit.phone("draft phone"),
        **{STORY: visit.words("draft story")},
    )
    post(visit.person, f"/apply/{visit.service.slug}/edit/", {"token": token_in(response)})


def spam(visit):
    assert visit.sent("spam", website="machine").state == "spam"


def a_fault_while_sending(visit):
    given = {
        "name": visit.words("fault name"),
        "phone": visit.phone("fault phone"),
        STORY: visit.words("fault story"),
        "for_whom": "self",
    }
    token = token_in(check(visit.person, visit.service, **given))
    broken = Client(raise_request_exception=False)
    with patch("service_requests.apply_views.submit", side_effect=RuntimeError("broken")):
        data = {"token": token, "name": visit.words("fault again")}
        response = post(broken, f"/apply/{visit.service.slug}/confirm/", data)
    assert response.status_code == 500
    with patch("service_requests.apply_views.keep_draft", side_effect=RuntimeError("broken")):
        response = check(broken, visit.service, **given | {STORY: visit.words("fault check")})
    assert response.status_code == 500


def a_body_that_cannot_be_read(visit):
    body = f"name={visit.words('unreadable')}&x=%ff".encode() + b"\xff\xfe"
    kind = "application/x-www-form-urlencoded; charset=gbk"
    url = f"/apply/{visit.service.slug}/check/"
    Client(raise_request_exception=False).generic("POST", url, body, content_type=kind)


def asking_how_far_it_is(visit):
    request = visit.sent("asking")
    for number in (request.phone[-4:], visit.words("wrong four")):
        asked = {"reference": request.reference, "last_four": number}
        post(visit.person, "/apply/status/", asked)
    asked = {"reference": visit.words("wrong reference"), "last_four": "0000"}
    post(visit.person, "/apply/status/", asked)


def writing_afterwards(visit):
    request = visit.sent("afterwards")
    asked = {"reference": request.reference, "last_four": request.phone[-4:]}
    token = token_in(post(visit.person, "/apply/status/", asked))
    data = {"token": token, "words": visit.words("message")}
    assert post(visit.person, "/apply/status/message/", data).status_code < 400
    ServiceRequest.objects.filter(pk=request.pk).update(state="closed", closed_at=timezone.now())
    token = token_in(post(visit.person, "/apply/status/", asked))
    data = {"token": token, "score": "4", "words": visit.words("rating")}
    assert post(visit.person, "/apply/status/rate/", data).status_code < 400


def handling_it(visit):
    request = visit.sent("handled")
    assert visit.step(request, "take").status_code == 302
    assert visit.step(request, "note", words=visit.words("note")).status_code == 302
    assert visit.step(request, "reply", words=visit.words("reply")).status_code == 302
    data = {"action": "start", "words": visit.words("state words")}
    assert visit.step(request, "state", **data).status_code == 302
    assert visit.step(request, "hold", words=visit.words("hold reason")).status_code == 302
    visit.desk.get(f"/admin/requests/{request.pk}/")


def steps_that_are_refused(visit):
    request = visit.sent("refused")
    stale = visit.step(request, "note", version="0", words=visit.words("stale note"))
    assert stale.status_code == 409
    too_long = visit.words("too long") + "长" * 5000
    assert visit.step(request, "reply", words=too_long).status_code == 422
    data = {"action": "close", "words": visit.words("refused state")}
    assert visit.step(request, "state", **data).status_code == 403
    with patch("service_requests.inbox.steps.handling.add_note", side_effect=RuntimeError):
        broken = visit.step(request, "note", words=visit.words("broken note"))
    assert broken.status_code == 500


def searching_the_inbox(visit):
    request = visit.sent("searched")
    for wanted in (request.phone, request.name, visit.words("searched words")):
        found = visit.desk.post("/admin/requests/search/", {"wanted": wanted}, follow=True)
        assert found.status_code == 200
        assert not any(wanted in address for address, _code in found.redirect_chain)


def taking_it_out(visit):
    request, address = visit.sent("exported"), "/admin/requests/export/"
    given = {"plain": "reference", "personal": ["name", "phone", "answers"], "format": "csv"}
    taken = visit.desk.post(address, given | {"reason": visit.words("export reason")})
    assert request.name in taken.content.decode()
    refused = visit.desk.post(address, given | {"reason": visit.words("long reason") * 30})
    assert refused.status_code == 422
    with patch("service_requests.exports.views.attachment", side_effect=RuntimeError("broken")):
        broken = visit.desk.post(address, given | {"reason": visit.words("broken reason")})
    assert broken.status_code == 500


FLOWS = [
    sending_with_an_id_number,
    sending_for_somebody_else,
    a_form_with_mistakes,
    a_draft_that_is_never_sent,
    spam,
    a_fault_while_sending,
    a_body_that_cannot_be_read,
    asking_how_far_it_is,
    writing_afterwards,
    handling_it,
    steps_that_are_refused,
    searching_the_inbox,
    taking_it_out,
]


def ways_to_write(mark: str) -> set[bytes]:
    """The mark as it is, as hex, and as base64 wherever it begins in a group of three bytes."""
    plain = mark.encode()
    shifted = (base64.b64encode(b"\0" * n + plain + b"\0" * 3) for n in range(3))
    inner = {code[4:-8] for code in shifted}  # without what the neighbours have a part in
    return {plain, plain.hex().encode(), *inner}


def database_file() -> bytes:
    if on_postgresql():
        return stored_bytes().encode()
    path = Path(connection.settings_dict["NAME"])
    beside = [path.with_name(path.name + ending) for ending in ("", "-wal")]
    return b"".join(each.read_bytes() for each in beside if each.exists())


def sessions() -> bytes:
    return json.dumps([each.get_decoded() for each in Session.objects.all()]).encode()


def cookies(visit) -> bytes:
    return "".join(str(client.cookies) for client in (visit.person, visit.desk)).encode()


def public_answers(visit) -> bytes:
    """What anybody else gets to see: pages, the search, the API."""
    somebody = Client()
    addresses = [
        f"/apply/{visit.service.slug}/",
        "/apply/status/",
        "/api/v2/pages/",
        f"/api/v2/pages/{visit.service.pk}/",
        "/search/?q=x",
    ]
    return b"".join(somebody.get(address).content for address in addresses)


def written_files(*folders: Path) -> bytes:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return b"".join(str(path).encode() + path.read_bytes() for path in files)


@pytest.mark.usefixtures("committed", "plain_static")
def test_what_was_written_turns_up_nowhere_in_the_clear(
    caplog, capfd, tmp_path, settings, record_property
):
    caplog.set_level("DEBUG")
    visit = Visit()
    for flow in FLOWS:
        flow(visit)
    export_site(settings.PUBLIC_DIR)
    said = capfd.readouterr()
    places = {
        "the log": caplog.text.encode(),
        "the console": (said.out + said.err).encode(),
        "the cache": repr(getattr(cache, "_cache", {})).encode(),
        "sessions": sessions(),
        "cookies": cookies(visit),
        "the database file": database_file(),
        "files": written_files(tmp_path),
        "what others see": public_answers(visit),
    }
    found = [
        f"{what} in {place}"
        for what, mark in visit.marks.items()
        for place, content in places.items()
        if any(way in content for way in ways_to_write(mark))
    ]
    assert found == []
    assert len(visit.marks) >= LEAST
    assert all(places[place] for place in ("the log", "the database file", "sessions"))
    record_property("tried", f"{len(visit.marks)} marks, {len(FLOWS)} flows, {len(places)} places")


def test_the_search_finds_a_mark_however_it_is_written():
    mark = "Zq01NameqZ"
    for before in (b"", b"x", b"xy"):
        for written in (mark.encode(), mark.encode().hex().encode()):
            assert any(way in before + written for way in ways_to_write(mark))
        coded = base64.b64encode(before + mark.encode() + b"after")
        assert any(way in coded for way in ways_to_write(mark))
