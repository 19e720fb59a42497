"""Statutory holidays and 调休 as readers are told of them: from the table that working days are
counted by.

The table holds what isn't as its weekday says. A holiday goes as far as its days hang together,
the weekends in it and beside it too, as the State Council announces it. What pages ask for is
told month by month, so that a corrected day concerns the pages that show its month.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from lunar_python import Solar

from pages.days import day_facts
from pages.lunar_recurrence import LONGEST, solar_date
from pages.publishing import Build, Facts

ONE = timedelta(days=1)
AHEAD = timedelta(days=210)  # holidays listed
QINGMING = "清明"  # data: as lunar_python writes it
Table = dict[date, Facts]  # {"works", "name"} of the days that are in it


def with_holiday(ticket: Facts, build: Build) -> Facts:
    """`holiday`: the mark of the day of a ticket, or None. Put where it is shown, as places are."""
    return ticket | {"holiday": mark_of(build, ticket["day"]["date"])}


def mark_of(build: Build, day: str) -> Facts | None:
    """What a day (ISO) is, if not as its weekday says: {"works", "mark", "words"}."""
    return build.told("pages.holidays.marks_of_month", day[:7]).get(day)


def marks_of_month(build: Build, month: str) -> dict[str, Facts]:
    return {day: each for day, each in marks(table_of(build)).items() if day.startswith(month)}


def marks(table: Table) -> dict[str, Facts]:
    """By the day, in ISO."""
    found = {
        day: mark(False, period["name"])
        for period in periods(table)
        for day in days_between(period)
    } | {day: mark(True, row["name"]) for day, row in table.items() if row["works"]}
    return {str(day): found[day] for day in sorted(found)}


def mark(works: bool, name: str) -> Facts:
    if works:
        return {"works": True, "mark": _("班"), "words": _("调休上班")}
    return {"works": False, "mark": _("休"), "words": _("%s放假") % name}


def announced(build: Build, year: int) -> bool:
    """Whether the State Council has said how the holidays of a year lie."""
    return year in build.told("pages.holidays.announced_years")


def announced_years(build: Build) -> list[int]:
    return sorted({day.year for day in table_of(build)})


def month_holidays(build: Build, month: str) -> Facts:
    """What is off and what is worked in a month ("2026-10"), and whether that is known yet."""
    return build.told("pages.holidays.holidays_of_month", month)


def holidays_of_month(build: Build, month: str) -> Facts:
    table = table_of(build)
    return {
        "announced": announced(build, int(month[:4])),
        "off": [shown(each, table) for each in periods(table) if reaches_into(each, month)],
        "worked": worked_days(table, lambda day, name: str(day).startswith(month)),
    }


def reaches_into(period: Facts, month: str) -> bool:
    return str(period["first"])[:7] <= month <= str(period["last"])[:7]


def coming_holidays(build: Build) -> Facts:
    """The holidays of the next months, each with the days that are worked for it; and the years
    among them that are not announced, with the days that the holidays are for."""
    today, end = build.today, build.today + AHEAD
    table = table_of(build)
    ahead = [each for each in periods(table) if each["last"] >= today and each["first"] <= end]
    years = [year for year in sorted({today.year, end.year}) if not announced(build, year)]
    return {
        "periods": [shown(each, table) for each in ahead],
        "waiting": [waiting_year(year, today, end) for year in years],
    }


def waiting_year(year: int, today: date, end: date) -> Facts:
    days = [(day, name) for day, name in festivals(year) if today <= day <= end]
    return {
        "year": year,
        "words": _("%d 年的放假安排待国务院通知") % year,
        "festivals": [{"name": name, "day": day_facts(day)} for day, name in days],
    }


def festivals(year: int) -> list[tuple[date, str]]:
    """The days that are off by law: 全国年节及纪念日放假办法, as of 2025."""
    qingming = next(day for day in (date(year, 4, n) for n in (4, 5, 6)) if is_qingming(day))
    return [
        (date(year, 1, 1), _("元旦")),
        (solar_date(year - 1, 12, LONGEST), _("除夕")),
        (solar_date(year, 1, 1), _("春节")),
        (qingming, _("清明")),
        (date(year, 5, 1), _("劳动节")),
        (solar_date(year, 5, 5), _("端午")),
        (solar_date(year, 8, 15), _("中秋")),
        (date(year, 10, 1), _("国庆节")),
    ]


def is_qingming(day: date) -> bool:
    return Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi() == QINGMING


def table_of(build: Build) -> Table:
    return build.once(("holidays",), lambda: table_from(build.all("pages.CalendarDay")))


def table_from(rows: Iterable) -> Table:
    ordered = sorted(rows, key=lambda row: row.day)
    return {row.day: {"works": row.works, "name": row.name} for row in ordered}


def periods(table: Table) -> list[Facts]:
    """Each holiday as {"name", "first", "last"}, oldest first: two that follow one upon the other
    are one."""
    found: list[Facts] = []
    for day, row in table.items():
        if row["works"]:
            continue
        if found and day <= found[-1]["last"]:
            found[-1]["name"] = joined(found[-1]["name"], row["name"])
            continue
        first, last = (edge(day, step, table) for step in (-ONE, ONE))
        found.append({"name": row["name"] or _("节日"), "first": first, "last": last})
    return found


def joined(name: str, other: str) -> str:
    return name if other in name.split("、") or not other else f"{name}、{other}"


def edge(day: date, step: timedelta, table: Table) -> date:
    """The last free day in one direction."""
    while is_free(day + step, table):
        day += step
    return day


def is_free(day: date, table: Table) -> bool:
    return not table[day]["works"] if day in table else day.weekday() >= 5


def days_between(period: Facts) -> Iterator[date]:
    day = period["first"]
    while day <= period["last"]:
        yield day
        day += ONE


def shown(period: Facts, table: Table) -> Facts:
    first, last = period["first"], period["last"]
    names = period["name"].split("、")
    near = timedelta(days=40)
    return {
        "name": period["name"],
        "first": day_facts(first),
        "last": day_facts(last),
        "days": (last - first).days + 1,
        "worked": worked_days(
            table, lambda day, name: name in names and first - near <= day <= last + near
        ),
    }


def worked_days(table: Table, wanted: Callable[[date, str], bool]) -> list[Facts]:
    return [
        day_facts(day) for day, row in table.items() if row["works"] and wanted(day, row["name"])
    ]
