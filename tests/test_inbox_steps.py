"""Working on a request: taking it, moving it on, writing about it, and not overwriting others."""

from datetime import timedelta

import pytest
import time_machine

from tests.factories_requests import (
    Desk,
    at,
    make_request,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


@pytest.fixture
def request_in():
    return make_request()


@pytest.fixture
def desk(request_in):
    return Desk("办理员", request_in)


def test_taking_makes_one_responsible(desk, request_in):
    response = desk.step("take")
    assert response.status_code == 302
    assert (request_in.assignee, request_in.state) == (desk.user, "assigned")
    event = request_in.events.get(kind="taken")
    assert (event.actor, event.state, event.version) == (desk.user, "assigned", 2)


def test_what_a_colleague_took_only_a_supervisor_takes_over(desk, request_in):
    request_in.station = make_station()
    request_in.save()
    post_to(desk.user, request_in.station)
    desk.step("take")
    colleague = Desk("办理员", request_in, "别人")
    post_to(colleague.user, request_in.station)
    assert colleague.step("take").status_code == 403
    assert request_in.assignee == desk.user
    supervisor = Desk("主管", request_in)
    assert supervisor.step("take").status_code == 302
    assert (request_in.assignee, request_in.state) == (supervisor.user, "assigned")


@pytest.mark.both_databases
def test_a_request_walks_from_inbox_to_closed(desk, request_in):
    desk.step("take")
    for action, words in (("start", ""), ("answer", "带身份证来前山站")):
        assert desk.step("state", action=action, words=words).status_code == 302
    assert desk.step("close", outcome="done").status_code == 302
    assert (request_in.state, request_in.outcome) == ("closed", "done")
    assert request_in.closed_at
    said = [e.text for e in request_in.events.filter(visible_to_applicant=True)]
    assert said == ["带身份证来前山站", "结果：办成"]


def test_the_page_offers_only_what_can_be_done_now(desk):
    html = desk.open()
    assert 'value="accept"' in html
    assert 'value="close"' not in html
    assert 'value="restore"' not in html


def test_a_step_that_is_not_offered_is_refused(desk, request_in):
    for action in ("close", "nonsense", "note", "take"):
        assert desk.step("state", action=action).status_code == 403
    assert (request_in.state, request_in.version) == ("submitted", 1)


def test_a_refusal_must_be_explained(desk, request_in):
    response = desk.step("state", action="reject", words="  ")
    assert response.status_code == 422
    assert "要写明" in response.content.decode()
    assert request_in.state == "submitted"


def test_notes_stay_inside_and_replies_go_out(desk, request_in):
    desk.step("note", words="像是外地号码")
    desk.step("reply", words="明天打给你")
    events = {event.kind: event for event in request_in.events.all()}
    assert not events["note"].visible_to_applicant
    assert events["reply"].visible_to_applicant
    html = desk.open()
    assert "像是外地号码" in html
    assert "明天打给你" in html


def test_nothing_written_is_no_note(desk, request_in):
    assert desk.step("note", words="  ").status_code == 422
    assert request_in.version == 1


@pytest.mark.both_databases
@pytest.mark.parametrize("step", ["take", "state", "note", "reply"])
def test_a_stale_save_is_refused_shows_what_changed_and_keeps_the_words(desk, request_in, step):
    colleague = Desk("主管", request_in, "老王")
    colleague.step("state", action="accept")
    response = desk.step(step, version=1, action="reject", words="我写了很久的话")
    html = response.content.decode()
    assert response.status_code == 409
    assert "别人改过这件诉求" in html
    assert "老王 · 改状态 → 已受理" in html
    assert step == "take" or "我写了很久的话</textarea>" in html
    assert (request_in.state, request_in.assignee, request_in.version) == ("accepted", None, 2)


def test_a_form_that_saw_nothing_is_stale(desk):
    assert desk.step("take", version="0").status_code == 409


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 30, "", "1.0", "-1", "一"])
@pytest.mark.parametrize("step", ["take", "state", "note", "reply"])
def test_a_version_that_is_no_number_is_refused_with_the_words_kept(
    desk, request_in, step, version
):
    data = {"version": version, "action": "accept", "words": "我写了很久的话"}
    response = desk.client.post(f"/admin/requests/{request_in.pk}/{step}/", data)
    html = response.content.decode()
    assert response.status_code == 409
    assert "看不出你看的是哪一版" in html
    assert step == "take" or "我写了很久的话</textarea>" in html
    request_in.refresh_from_db()
    assert request_in.version == 1


@pytest.mark.parametrize("step", ["state", "note", "reply"])
def test_words_that_are_too_long_are_kept_whole_and_not_cut(desk, request_in, step):
    words = "长" * 4000 + "尾"
    response = desk.step(step, action="accept", words=words)
    html = response.content.decode()
    assert response.status_code == 422
    assert "最多 4000 字，现在是 4001 字" in html
    assert words + "</textarea>" in html
    assert (request_in.state, request_in.version) == ("submitted", 1)


def test_four_thousand_characters_in_lines_are_stored_whole(desk, request_in):
    words = "\n".join(["长" * 99] * 40)
    assert desk.step("note", words=words.replace("\n", "\r\n")).status_code == 302
    assert request_in.events.get(kind="note").text == words


def test_the_boxes_stop_at_what_can_be_stored(desk):
    html = desk.open()
    assert html.count("<textarea") == html.count('maxlength="4000"') > 3


def test_opening_is_logged_once_in_ten_minutes_per_person(desk, request_in):
    colleague = Desk("主管", request_in)
    with time_machine.travel(at(2026, 11, 24, 9), tick=False) as clock:
        for _ in range(3):
            desk.open()
        colleague.open()
        assert request_in.events.filter(kind="read").count() == 2
        clock.shift(timedelta(minutes=10, seconds=1))
        desk.open()
    assert request_in.events.filter(kind="read", actor=desk.user).count() == 2
    request_in.refresh_from_db()
    assert request_in.version == 1


def test_reading_does_not_make_a_colleagues_form_stale(desk, request_in):
    Desk("主管", request_in).open()
    assert desk.step("take", version=1).status_code == 302


def test_other_requests_of_the_same_phone_are_shown_to_those_who_may_read_them(desk):
    other, hidden = make_request(), make_request(confidential=True)
    stranger = make_request(phone="13900139000")
    html = desk.open()
    assert other.reference in html
    assert hidden.reference not in html
    assert stranger.reference not in html


def test_what_people_typed_is_never_markup_in_the_inbox(desk, request_in):
    evil = "<script>alert(1)</script>"
    request_in.name = evil
    request_in.service_title = evil
    request_in.answers = [
        {"key": "f-1", "label": evil, "type": "text", "value": evil},
        {"key": "f-2", "label": "几个", "type": "choices", "value": [evil, evil]},
    ]
    request_in.save()
    desk.step("note", words=evil)
    for html in (desk.open(), desk.client.get("/admin/requests/").content.decode()):
        assert evil not in html
        assert "&lt;script&gt;" in html
