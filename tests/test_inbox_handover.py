"""Who is responsible: a colleague that was named, or another station that has accepted."""

from datetime import date

import pytest

from service_requests.models import OutboxMessage
from tests.factories_requests import (
    Desk,
    make_request,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    station_here,  # noqa: F401 - a fixture
    station_there,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
DUE = date(2026, 12, 1)


@pytest.fixture
def request_in(here):
    return make_request(station=here, station_name=here.title, due_on=DUE)


def desk_at(station, request, group="办理员", name=None):
    desk = Desk(group, request, name)
    post_to(desk.user, station)
    return desk


@pytest.fixture
def desk(here, request_in):
    return desk_at(here, request_in)


@pytest.fixture
def other_desk(there, request_in):
    return desk_at(there, request_in, name="那边的人")


def kinds(request):
    return [event.kind for event in request.events.exclude(kind__in=["read", "submitted"])]


def test_a_request_is_given_to_a_colleague_of_the_station(desk, here, request_in):
    colleague = desk_at(here, request_in, name="同事")
    assert "同事" in desk.open()
    assert desk.step("assign", colleague=colleague.user.pk).status_code == 302
    assert (request_in.assignee, request_in.state) == (colleague.user, "assigned")
    event = request_in.events.get(kind="assigned")
    assert event.text == "→ 同事"
    assert OutboxMessage.objects.get().payload["event"] == "assigned"


def test_it_is_given_to_nobody_of_another_station(desk, other_desk, request_in):
    response = desk.step("assign", colleague=other_desk.user.pk)
    assert response.status_code == 422
    assert "请选一位同事" in response.content.decode()
    assert request_in.assignee is None


def test_someone_who_left_or_only_edits_is_no_choice(desk, here, request_in):
    gone = desk_at(here, request_in, name="走了的人").user
    gone.is_active = False
    gone.save()
    editor = user_in("编辑", "小编")
    post_to(editor, here)
    html = desk.open()
    assert "走了的人" not in html
    assert "小编" not in html


def test_only_the_assignee_or_a_supervisor_gives_it_on(desk, here, request_in):
    third, colleague = desk_at(here, request_in, name="丙"), desk_at(here, request_in, name="乙")
    desk.step("take")
    assert colleague.step("assign", colleague=third.user.pk).status_code == 403
    assert desk.step("assign", colleague=colleague.user.pk).status_code == 302
    supervisor = desk_at(here, request_in, "主管")
    assert supervisor.step("assign", colleague=third.user.pk).status_code == 302
    assert request_in.assignee == third.user


def test_until_it_is_accepted_both_stations_see_it_and_the_clock_goes_on(
    desk, other_desk, here, there, request_in
):
    assert desk.step("hand_over", station=there.pk, words="人住在香洲").status_code == 302
    assert (request_in.station, request_in.handover_to) == (here, there)
    assert (request_in.due_on, request_in.paused_on) == (DUE, None)
    for each in (desk, other_desk):
        html = each.open()
        assert "这件转给了香洲服务站" in html
        assert "人住在香洲" in html


def test_the_other_station_accepts_and_it_is_theirs(desk, other_desk, there, request_in):
    desk.step("hand_over", station=there.pk)
    assert other_desk.step("accept_handover").status_code == 302
    assert (request_in.station, request_in.station_name) == (there, "香洲服务站")
    assert (request_in.assignee, request_in.state) == (other_desk.user, "assigned")
    assert request_in.handover_to is None
    assert request_in.due_on == DUE
    assert kinds(request_in) == ["offered", "received"]
    assert desk.client.get(f"/admin/requests/{request_in.pk}/").status_code == 404


def test_what_is_under_way_stays_under_way_when_accepted(desk, other_desk, there, request_in):
    request_in.state, request_in.assignee = "in_progress", desk.user
    request_in.save()
    desk.step("hand_over", station=there.pk)
    other_desk.step("accept_handover")
    assert (request_in.state, request_in.assignee) == ("in_progress", other_desk.user)


def test_it_is_returned_with_a_reason_that_the_first_station_reads(
    desk, other_desk, here, there, request_in
):
    desk.step("hand_over", station=there.pk)
    assert other_desk.step("return_handover", words=" ").status_code == 422
    response = other_desk.step("return_handover", words="那个厂归前山")
    assert response["Location"] == "/admin/requests/"  # they no longer see it
    assert (request_in.station, request_in.handover_to) == (here, None)
    assert "那个厂归前山" in desk.open()


def test_the_station_it_was_offered_to_only_accepts_returns_or_writes_a_note(
    desk, other_desk, there, request_in
):
    desk.step("hand_over", station=there.pk)
    assert other_desk.step("take").status_code == 403
    assert other_desk.step("state", action="reject", words="不办").status_code == 403
    assert other_desk.step("reply", words="我们来办").status_code == 403
    assert other_desk.step("note", words="先问问主管").status_code == 302
    assert request_in.state == "submitted"


def test_a_confidential_request_stays_closed_to_the_other_station_until_accepted(
    desk, other_desk, there, request_in
):
    request_in.confidential = True
    request_in.save()
    desk.step("take")
    desk.step("hand_over", station=there.pk)
    assert "周小麦" not in other_desk.open()
    other_desk.step("accept_handover")
    assert "周小麦" in other_desk.open()


def test_it_is_not_offered_twice_nor_to_its_own_station(desk, here, there, request_in):
    assert desk.step("hand_over", station=here.pk).status_code == 422
    desk.step("hand_over", station=there.pk)
    assert desk.step("hand_over", station=there.pk).status_code == 403


def test_what_is_over_is_offered_to_nobody_any_more(desk, there, request_in):
    desk.step("hand_over", station=there.pk)
    desk.step("state", action="withdraw")
    assert (request_in.state, request_in.handover_to) == ("withdrawn", None)
