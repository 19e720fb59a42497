"""一次性告知: told once and item by item, shown to the person, ticked off as it comes."""

import pytest
import time_machine

from tests.factories_papers import make_paper
from tests.factories_requests import (
    Desk,
    at,
    make_request,
    plain_static,  # noqa: F401 - a fixture
)
from tests.test_inbox_closing import status_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


@pytest.fixture
def request_in():
    return make_request(state="in_progress")


@pytest.fixture
def desk(request_in):
    return Desk("办理员", request_in)


def test_the_person_reads_what_is_missing_item_by_item(desk, request_in):
    assert desk.step("ask", words="居住证明\n\n 身份证 \r\n").status_code == 302
    assert request_in.state == "awaiting"
    assert request_in.paused_on
    html = status_page(request_in)
    assert "<li>居住证明</li>" in html
    assert "<li>身份证</li>" in html
    assert html.count("居住证明") == 2  # in the list, and where one says which a paper is


@pytest.mark.parametrize("words", ["", " \n ", "长" * 201, "\n".join(["一样"] * 21)])
def test_a_list_that_cannot_be_read_out_is_refused_and_kept(desk, request_in, words):
    response = desk.step("ask", words=words)
    assert response.status_code == 422
    assert words.strip() + "</textarea>" in response.content.decode()
    assert (request_in.state, request_in.missing_items.count()) == ("in_progress", 0)


def test_what_came_is_ticked_off_and_the_rest_still_waits(desk, request_in):
    desk.step("ask", words="居住证明\n身份证")
    first, _second = request_in.missing_items.all()
    desk.step("arrive", item=first.pk)
    assert request_in.state == "awaiting"
    html = status_page(request_in)
    assert "<s>居住证明</s>" in html
    assert "<li>身份证</li>" in html
    assert request_in.events.get(kind="arrived").text == "居住证明"
    first.refresh_from_db()
    assert (first.ticked_by, bool(first.arrived_on)) == (desk.user, True)


def test_papers_that_came_after_the_notice_are_shown_beside_the_items(desk, request_in):
    with time_machine.travel(at(2026, 11, 25, 9), tick=False) as clock:
        make_paper(request=request_in, label="劳动合同")
        clock.shift(60)
        desk.step("ask", words="居住证明")
        assert "告知以后" not in desk.open()
        clock.shift(60)
        make_paper(request=request_in, label="补交的材料")
        html = desk.open()
        assert '告知以后来了：<a href="#papers">补交的材料</a>' in html
        assert html.count("告知以后来的</span>") == 1
        desk.step("arrive", item=request_in.missing_items.get().pk)
        assert "告知以后" not in desk.open()


def test_with_the_last_item_the_work_goes_on(desk, request_in):
    with time_machine.travel(at(2026, 11, 25, 9), tick=False) as clock:
        due = request_in.due_on
        desk.step("ask", words="居住证明\n身份证")
        clock.move_to(at(2026, 11, 27, 9))
        desk.step("arrive", item=[item.pk for item in request_in.missing_items.all()])
    assert (request_in.state, request_in.paused_on) == ("in_progress", None)
    assert (request_in.due_on - due).days == 2
    assert "还缺这些" not in status_page(request_in)


def test_nothing_ticked_is_nothing_arrived(desk, request_in):
    desk.step("ask", words="居住证明")
    assert desk.step("arrive").status_code == 422
    other = Desk("办理员", make_request(state="in_progress"), "别人")
    other.step("ask", words="合同")
    item = other.request.missing_items.get()
    assert desk.step("arrive", item=item.pk).status_code == 422
    item.refresh_from_db()
    assert item.arrived_on is None


def test_a_second_notice_needs_a_supervisor(desk, request_in):
    desk.step("ask", words="居住证明")
    desk.step("arrive", item=request_in.missing_items.get().pk)
    response = desk.step("ask", words="还有合同")
    assert response.status_code == 422
    assert "请主管来发" in response.content.decode()
    assert "还有合同</textarea>" in response.content.decode()
    assert Desk("主管", request_in).step("ask", words="还有合同").status_code == 302
    html = status_page(request_in)
    assert "<li>还有合同</li>" in html
    assert "<s>居住证明</s>" not in html
