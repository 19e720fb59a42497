"""When a station is open: given by editors as data, read as a table, checked before it is saved."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from export.deliver import export_site
from pages.models import StationPage
from pages.opening_hours import day_names, lines, opening_facts, week_of
from tests import factories as make
from tests.html import parse
from tests.test_structured_data import nodes

ORDER = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MORNING, AFTERNOON = ("09:00", "12:00"), ("14:00", "17:30")


def block(days: str, *spans: tuple[str, str]) -> dict:
    return {"days": days.split(), "spans": [{"opens": a, "closes": b} for a, b in spans]}


def table(*blocks: dict) -> list[tuple[str, str]]:
    return [(line["days"], line["hours"]) for line in lines(week_of(blocks))]


def test_days_with_the_same_hours_stand_in_one_line_and_the_others_are_closed():
    assert table(block("tue wed thu fri sat sun", AFTERNOON, MORNING)) == [
        ("周二至周日", "9:00–12:00、14:00–17:30"),
        ("周一", "休息"),
    ]
    assert table(block("wed fri", ("18:30", "21:00")), block("sat sun", MORNING)) == [
        ("周三、周五", "18:30–21:00"),
        ("周六、周日", "9:00–12:00"),
        ("周一、周二、周四", "休息"),
    ]


def test_two_blocks_for_one_day_add_up():
    week = [block("mon tue wed thu fri", MORNING), block("fri", ("18:00", "20:00"))]
    assert ("周五", "9:00–12:00、18:00–20:00") in table(*week)


def test_a_station_that_gives_no_hours_says_none():
    assert table() == []
    assert opening_facts([], [], date(2026, 11, 25))["schedule"]["week"] == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([0, 1, 2, 3, 4], "周一至周五"),
        ([0, 5, 6], "周六至周一"),
        ([0, 6], "周日、周一"),
        ([0, 1, 3, 4, 5], "周一、周二、周四至周六"),
        (list(range(7)), "每天"),
    ],
)
def test_days_are_named_as_people_say_them(days, said):
    assert day_names(days) == said


def test_single_days_are_told_until_they_are_over():
    given = [
        {"first": "2027-02-06", "last": "2027-02-08", "spans": [], "note": "春节"},
        {"first": "2027-01-01", "last": None, "spans": block("", MORNING)["spans"], "note": "元旦"},
        {"first": "2026-10-01", "last": None, "spans": [], "note": "国庆"},
    ]
    told = opening_facts([block("mon", MORNING)], given, date(2027, 1, 1))
    assert told["special_days"] == [
        {"days": "1月1日", "hours": "9:00–12:00", "note": "元旦"},
        {"days": "2月6日—2月8日", "hours": "休息", "note": "春节"},
    ]
    assert told["schedule"]["special"][1] == ["2027-02-06", "2027-02-08", []]
    later = opening_facts([block("mon", MORNING)], given, date(2027, 2, 8))
    assert [day["note"] for day in later["special_days"]] == ["春节"]


def refused(field: str, *values: dict) -> str:
    """What the editor reads; "" when it is taken."""
    stream = StationPage._meta.get_field(field).stream_block
    (kind,) = stream.child_blocks
    try:
        stream.clean(stream.to_python([{"type": kind, "value": value} for value in values]))
    except ValidationError as error:
        return str(error.as_json_data())
    return ""


def test_an_editor_is_told_what_is_wrong_with_the_hours():
    assert refused("opening_hours", block("mon", MORNING, AFTERNOON)) == ""
    assert "关门要晚于开门" in refused("opening_hours", block("mon", ("17:00", "09:00")))
    assert "关门要晚于开门" in refused("opening_hours", block("mon", ("09:00", "09:00")))
    overlapping = block("mon tue", MORNING, ("11:30", "15:00"))
    assert "周一的时间重叠了" in refused("opening_hours", overlapping)
    two = block("mon tue", MORNING), block("tue wed", ("08:00", "09:30"))
    assert "周二的时间重叠了" in refused("opening_hours", *two)
    assert refused("opening_hours", block("mon", ("09:00", "12:00"), ("12:00", "13:00"))) == ""
    assert refused("opening_hours", block("", MORNING)) != ""
    assert refused("opening_hours", block("mon")) != ""


def special(first: str, last: str | None = None, *spans: tuple[str, str]) -> dict:
    return {"first": first, "last": last, "spans": block("", *spans)["spans"], "note": "放假"}


def test_an_editor_is_told_what_is_wrong_with_single_days():
    assert refused("special_days", special("2027-01-01"), special("2027-01-02")) == ""
    assert "不能早于第一天" in refused("special_days", special("2027-01-03", "2027-01-01"))
    again = special("2027-01-01", "2027-01-03"), special("2027-01-02", "2027-01-02", MORNING)
    assert "前面已经写过了" in refused("special_days", *again)
    assert "这几段时间重叠了" in refused(
        "special_days", special("2027-01-01", None, MORNING, ("11:00", "13:00"))
    )


@pytest.fixture
def station(db):
    index = make.StationIndexFactory(title="服务站", slug="stations")
    given = block("tue wed thu fri sat sun", MORNING, AFTERNOON)
    return make.StationFactory(
        parent=index,
        title="前山站",
        slug="qianshan",
        phone="0756-000 0000",
        opening_hours=[{"type": "hours", "value": given}],
        special_days=[{"type": "day", "value": special("2099-01-01")}],
        latitude="22.248600",
        longitude="113.526800",
    )


def test_a_page_shows_its_hours_as_a_table_without_a_script(station, out):
    export_site()
    page = parse((out / "stations/qianshan/index.html").read_text())
    (shown,) = [each for each in page.all("table") if each.get("class") == "opening-table"]
    rows = ["".join(row.itertext()) for row in shown.iter() if row.tag == "tr"]
    assert rows == [
        "哪几天几点到几点",
        "周二至周日9:00–12:00、14:00–17:30",
        "周一休息",
        "1月1日放假休息",
    ]
    (hidden,) = [each for each in page.all("span") if each.get("class") == "open-now"]
    assert hidden.get("hidden") is not None


def test_search_engines_read_the_hours_and_the_place(station, out):
    export_site()
    told = nodes(out, station)["LocalBusiness"]
    morning, afternoon = told["openingHoursSpecification"]
    assert (morning["opens"], morning["closes"]) == MORNING
    assert (afternoon["opens"], afternoon["closes"]) == AFTERNOON
    assert "Monday" not in afternoon["dayOfWeek"]
    assert len(afternoon["dayOfWeek"]) == 6
    (new_year,) = told["specialOpeningHoursSpecification"]
    assert (new_year["validFrom"], new_year["opens"], new_year["closes"]) == (
        "2099-01-01", "00:00", "00:00",
    )  # fmt: skip
    assert told["telephone"] == "0756-000 0000"
    assert told["geo"]["latitude"] == pytest.approx(22.2486, abs=0.01)


def test_a_time_that_is_stored_with_seconds_is_read_without():
    assert week_of([block("mon", (time(9).isoformat(), time(12).isoformat()))])[0] == [
        ["09:00", "12:00"]
    ]
