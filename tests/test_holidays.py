"""Statutory holidays and 调休 on the calendar: from the table that editors correct."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from export.deliver import export_site
from export.worker import build_pending
from pages.holidays import periods
from pages.models import CalendarDay
from sample_site.accounts import EDITORS, ensure_editors
from tests import factories as make
from tests.html import parse
from tests.same_site import snapshot
from tests.test_event_recurrence import event_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar(time_machine):
    time_machine.move_to("2026-09-20 10:00 +0800")
    calendar = make.CalendarFactory(slug="events", title="活动日历")
    event_on("2026-10-03", parent=calendar, title="游园", slug="garden")
    event_on("2026-10-10", parent=calendar, title="听课", slug="lesson")
    event_on("2027-01-09", parent=calendar, title="拍照", slug="photo")
    return calendar


def text(out, path: str) -> str:
    """What a reader hears of a page: its words, without the tags."""
    document = parse((out / path).read_text())
    assert document.errors == []
    return " ".join("".join(document.root.find("body").itertext()).split())


def test_the_days_of_a_holiday_are_marked_with_words_the_weekend_in_it_too(calendar, out):
    export_site()
    html = (out / "events/2026-10/index.html").read_text()
    grid = html[html.index("<table") : html.index("</table>")]
    assert grid.count("国庆节放假</span>") == 7
    assert grid.count("调休上班</span>") == 1
    assert "国庆节放假：10月1日至10月7日" in text(out, "events/2026-10/index.html")
    assert "调休上班：10月10日 周六" in text(out, "events/2026-10/index.html")


def test_the_ticket_of_an_event_on_such_a_day_says_so_and_others_do_not(calendar, out):
    export_site()
    tickets = (out / "events/class/index.html").read_text().split('class="ticket"')[1:]
    said = [("国庆节放假" in each, "调休上班" in each) for each in tickets]
    assert said == [(True, False), (False, True), (False, False)]
    assert "调休上班" in text(out, "events/lesson/index.html")


def test_the_front_page_lists_what_is_coming_with_the_days_worked_for_it(calendar, out):
    export_site()
    words = text(out, "events/index.html")
    assert "中秋9月25日至9月27日，3 天" in words
    assert "国庆节10月1日至10月7日，7 天；9月20日 周日、10月10日 周六上班" in words


def test_a_year_that_is_not_announced_says_so_and_tells_the_days(calendar, out):
    export_site()
    assert "2027 年的放假安排待国务院通知" in text(out, "events/2027-01/index.html")
    assert "待国务院通知" not in text(out, "events/2026-10/index.html")
    words = text(out, "events/index.html")
    assert "2027 年的放假安排待国务院通知。日子先记着： 元旦 1月1日 周五" in words
    assert "除夕 2月5日 周五 春节 2月6日 周六 清明 4月5日 周一" in words


def test_two_holidays_that_meet_are_one_and_a_worked_day_ends_it():
    off = {"works": False}
    days = {date(2025, 10, day): off | {"name": "国庆节"} for day in (1, 2, 3)}
    days |= {date(2025, 10, day): off | {"name": "中秋"} for day in (6, 7, 8)}
    days |= {date(2025, 10, 11): {"works": True, "name": "国庆节"}}
    days |= {date(2025, 10, 10): off | {"name": ""}}
    named = [(each["name"], each["first"].day, each["last"].day) for each in periods(days)]
    assert named == [("国庆节、中秋", 1, 8), ("节日", 10, 10)]


def test_an_editor_s_correction_reaches_the_pages_that_show_the_day_and_no_others(calendar, out):
    ensure_editors()
    user = User.objects.create_user("editor", password="pass")
    user.groups.add(Group.objects.get(name=EDITORS))
    client = Client()
    client.force_login(user)
    export_site()
    before = snapshot(out)
    row = CalendarDay.objects.get(day=date(2026, 10, 10))
    assert client.post(f"/admin/calendar-days/delete/{row.pk}/").status_code == 302
    build_pending()
    after = snapshot(out)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path.removesuffix(".gz") for path in changed} == {
        "index.html",
        "events/index.html",
        "events/2026-10/index.html",
        "events/class/index.html",
        "events/lesson/index.html",
    }
    assert "调休上班" not in text(out, "events/lesson/index.html")
