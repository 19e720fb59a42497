"""Working days: the State Council's holidays and 调休, as corrected by hand, and a year that is
not announced yet."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from pages.holiday_table import fill_calendar
from pages.models import CalendarDay
from service_requests.working_days import add_working_days, load_calendar, working_days_between
from tests.factories_requests import (
    at,
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


def test_national_day_is_off_and_the_saturday_after_it_is_worked():
    assert add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert add_working_days(date(2026, 10, 9), 1) == date(2026, 10, 10)
    assert working_days_between(date(2026, 9, 30), date(2026, 10, 10)) == 3
    assert working_days_between(date(2026, 10, 10), date(2026, 9, 30)) == -3


def test_what_was_corrected_stays_corrected():
    CalendarDay.objects.filter(day=date(2026, 10, 10)).update(works=False)
    CalendarDay.objects.filter(day=date(2026, 10, 8)).delete()
    fill_calendar("default")
    assert not load_calendar().is_working_day(date(2026, 10, 10))
    assert CalendarDay.objects.get(day=date(2026, 10, 1)).name == "国庆节"


def test_a_year_that_lost_its_rows_is_filled_again():
    CalendarDay.objects.all().delete()
    with time_machine.travel(at(2026, 11, 25, 9), tick=False):
        fill_calendar("default")
    assert load_calendar().years == {2025, 2026}
    assert add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)


def test_a_year_not_yet_announced_goes_by_weekdays_and_says_so():
    assert add_working_days(date(2026, 12, 31), 2) == date(2027, 1, 4)
    worker, request = user_in("办理员"), make_request(due_on=date(2027, 1, 4))
    client = Client()
    client.force_login(worker)
    for url in ("/admin/requests/", f"/admin/requests/{request.pk}/"):
        assert "2027-01-04，放假安排待国务院通知" in client.get(url).content.decode()


def test_a_date_in_an_announced_year_says_nothing_more():
    client = Client()
    client.force_login(user_in("办理员"))
    make_request(due_on=date(2026, 12, 1))
    assert "待国务院通知" not in client.get("/admin/requests/").content.decode()


def test_a_supervisor_enters_what_was_announced():
    client = Client()
    client.force_login(user_in("主管"))
    with time_machine.travel(at(2026, 11, 25, 9), tick=False):
        html = client.get("/admin/calendar-days/").content.decode()
    assert "2027 年的放假安排待国务院通知" in html
    assert "2026 年的放假安排待国务院通知" not in html
    data = {"day": "2027-01-01", "name": "元旦"}
    assert client.post("/admin/calendar-days/new/", data).status_code == 302
    assert add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
