"""The table of holidays: what is off, what is worked, and years that are not announced."""

from datetime import timedelta

from django.utils import timezone

from pages.models import CalendarDay
from tests.changes.choosing import Choose, change, without_signal


@change
def enter_a_holiday(choose: Choose) -> str:
    """Near by, so that a month with events shows it; or in a year that wasn't announced."""
    day = timezone.localdate() + timedelta(days=choose.one([0, 1, 12, 28, 40]))
    given = {"works": choose.one([True, False]), "name": choose.one(["", choose.new_name()])}
    row, _made = CalendarDay.objects.update_or_create(day=day, defaults=given)
    return f"{row} {given}"


@change
def strike_out_a_holiday(choose: Choose) -> str:
    row = choose.one(CalendarDay.objects.order_by("pk"))
    said = str(row)
    row.delete()
    return said


@change
def correct_a_holiday_in_the_admin(choose: Choose) -> str:
    row = choose.one(CalendarDay.objects.order_by("-day")[:3])
    form = {"day": row.day.isoformat(), "name": choose.new_name()}
    choose.post(f"/admin/calendar-days/edit/{row.pk}/", form)
    return str(row)


@without_signal
def take_back_a_year_in_the_database(choose: Choose) -> str:
    year = choose.one(CalendarDay.objects.dates("day", "year")).year
    CalendarDay.objects.filter(day__year=year).delete()
    return str(year)
