"""What people and staff do with a form and a request, in words that occur nowhere else."""

from unittest.mock import patch

from django.test import Client
from django.utils import timezone

from service_requests.models import ServiceRequest
from tests.factories_requests import ID_NUMBER, STORY, check, post, token_in


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
    visit.failed(response)
    with patch("service_requests.apply_views.keep_draft", side_effect=RuntimeError("broken")):
        response = check(broken, visit.service, **given | {STORY: visit.words("fault check")})
    visit.failed(response)


def a_body_that_cannot_be_read(visit):
    body = f"name={visit.words('unreadable')}&x=%ff".encode() + b"\xff\xfe"
    kind = "application/x-www-form-urlencoded; charset=gbk"
    url = f"/apply/{visit.service.slug}/check/"
    broken = Client(raise_request_exception=False)
    visit.failed(broken.generic("POST", url, body, content_type=kind))


def asking_how_far_it_is(visit):
    request = visit.sent("asking")
    for number in (request.phone[-4:], visit.words("wrong four")):
        asked = {"reference": request.reference, "last_four": number}
        post(visit.person, "/apply/status/", asked)
    asked = {"reference": visit.words("wrong reference"), "last_four": "0000"}
    post(visit.person, "/apply/status/", asked)


def writing_afterwards(visit):
    request = visit.sent("afterwards")
    data = {"token": visit.status_token(request), "words": visit.words("message")}
    assert post(visit.person, "/apply/status/message/", data).status_code < 400
    ServiceRequest.objects.filter(pk=request.pk).update(state="closed", closed_at=timezone.now())
    data = {"token": visit.status_token(request), "score": "4", "words": visit.words("rating")}
    assert post(visit.person, "/apply/status/rate/", data).status_code < 400


def handling_it(visit):
    request = visit.sent("handled")
    assert visit.step(request, "take").status_code == 302
    assert visit.step(request, "note", words=visit.words("note")).status_code == 302
    assert visit.step(request, "reply", words=visit.words("reply")).status_code == 302
    data = {"action": "start", "words": visit.words("state words")}
    assert visit.step(request, "state", **data).status_code == 302
    assert visit.step(request, "hold", words=visit.words("hold reason")).status_code == 302
    assert visit.step(request, "release", words=visit.words("release reason")).status_code == 302
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
        visit.failed(visit.step(request, "note", words=visit.words("broken note")))


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
