"""Events on a phone's own calendar: what two other readers of iCalendar make of our files."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import recurring_ical_events
import vobject
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from export.deliver import export_site
from pages.calendar import occurrences
from pages.event_dates import check_dates
from pages.ics import calendar_ics
from pages.lunar_recurrence import LUNAR_DAY, LUNAR_MONTH_END
from pages.models import EventPage
from pages.publishing import Facts
from tests import factories as make
from tests.test_event_recurrence import event_on

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
HORIZON = date(2027, 5, 20)  # within that of our own tickets
LONG = "很长的题目" * 20


class OneEvent:
    """The build's answers about one event, without a database."""

    base_url = "https://example.org"
    today = TODAY

    def __init__(self, event: EventPage):
        self.event = event

    def page(self, page_id: int):
        return self.event

    def url(self, page_id: int) -> str:
        return "/events/class/"

    def told(self, name: str, page_id: int) -> Facts:
        from pages.ics import entries_text

        return entries_text(self, page_id)


def an_event(rule: str, first: date, dates: list[tuple], **facts) -> EventPage:
    begin = datetime(first.year, first.month, first.day, 18, tzinfo=make.SHANGHAI)
    return EventPage(
        title=LONG,
        summary="带上工资条，当场看；\n逗号,分号;反斜杠\\都在。",
        venue="前山服务站，二楼",
        category="class",
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
        recurrence=rule,
        dates=[{"type": kind, "value": value} for kind, value in dates],
        first_published_at=datetime(2026, 11, 1, tzinfo=UTC),
        last_published_at=datetime(2026, 11, 20, tzinfo=UTC),
        **facts,
    )


RULES = [
    "",
    "FREQ=DAILY;COUNT=9",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270228",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=12",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYDAY=1TU,3TU,-1TU",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY",
    LUNAR_DAY,
    f"{LUNAR_DAY};COUNT=2",
    LUNAR_MONTH_END,
]


@st.composite
def events(draw) -> EventPage:
    """An event whose dates agree, as an editor could have saved it."""
    rule = draw(st.sampled_from(RULES))
    first = date(2026, 10, 1) + timedelta(days=draw(st.integers(0, 120)))
    kinds = st.sampled_from(["cancelled", "moved", "added", "skipped", "confirmed"])
    dates: list[tuple] = []
    facts = {
        "status": draw(st.sampled_from(["planned"] * 4 + ["cancelled"])),
        "confirm_dates": bool(rule) and draw(st.booleans()),
    }
    for kind, number in draw(st.lists(st.tuples(kinds, st.integers(0, 40)), max_size=5)):
        tried = [*dates, (kind, draw(changed(first + timedelta(days=number))))]
        if agrees(an_event(rule, first, tried, **facts)):
            dates = tried
    event = an_event(rule, first, dates, **facts)
    return event if agrees(event) else an_event("", first, [])


@st.composite
def changed(draw, day: date) -> dict:
    value = {"day": day.isoformat(), "note": draw(st.sampled_from(["", "停电，挪一挪"]))}
    if draw(st.booleans()):
        value["new_day"] = (day + timedelta(days=draw(st.integers(-3, 9)))).isoformat()
    if draw(st.booleans()):
        value |= {"starts": "09:30", "ends": draw(st.sampled_from(["11:30", "10:00"]))}
    if draw(st.booleans()):
        value["venue"] = "拱北服务站"
    return value


def agrees(event: EventPage) -> bool:
    try:
        check_dates(event)
    except Exception:
        return False
    return True


def ours(event: EventPage) -> list[tuple]:
    return sorted(
        (each.starts, each.ends, each.cancelled, each.venue or event.venue)
        for each in occurrences(event, TODAY)
        if each.starts.date() <= HORIZON
    )


def by_recurring_ical_events(body: bytes) -> list[tuple]:
    found = recurring_ical_events.of(Calendar.from_ical(body)).between(
        date(2026, 9, 1), HORIZON + timedelta(days=1)
    )
    return sorted(
        (
            entry.decoded("DTSTART"),
            entry.decoded("DTEND"),
            entry["STATUS"] == "CANCELLED",
            str(entry["LOCATION"]),
        )
        for entry in found
    )


def by_vobject(body: bytes) -> list[tuple]:
    """It reads the entries; their rules are followed here, and single dates put in."""
    entries = vobject.readOne(body.decode()).vevent_list
    (series,) = (entry for entry in entries if not hasattr(entry, "recurrence_id"))
    single = {
        entry.recurrence_id.value: entry for entry in entries if hasattr(entry, "recurrence_id")
    }
    begin = series.dtstart.value
    length = series.dtend.value - begin
    days = {begin, *listed(series, "rdate")}
    if hasattr(series, "rrule"):
        end = datetime.combine(HORIZON, time.max, make.SHANGHAI)
        days |= set(rrulestr(series.rrule.value, dtstart=begin).between(begin, end, inc=True))
    days -= set(listed(series, "exdate"))
    told = []
    for day in sorted(days):
        entry = single.pop(day, None)
        start = entry.dtstart.value if entry else day
        stop = entry.dtend.value if entry else day + length
        of = entry or series
        told.append((start, stop, of.status.value == "CANCELLED", of.location.value))
    return sorted(each for each in told if each[0].date() <= HORIZON)


def listed(entry, name: str) -> list[datetime]:
    return [moment for line in entry.contents.get(name, []) for moment in line.value]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(event=events())
def test_two_other_readers_find_the_dates_that_we_tell(event):
    body = calendar_ics("新豫", [1], OneEvent(event))
    assert by_recurring_ical_events(body) == ours(event)
    assert by_vobject(body) == ours(event)


def test_a_file_is_folded_by_octets_and_carries_its_time_zone():
    event = an_event("FREQ=WEEKLY;UNTIL=20270228", date(2026, 12, 5), [])
    body = calendar_ics("新豫", [1], OneEvent(event))
    lines = body.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    calendar = Calendar.from_ical(body)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    (entry,) = calendar.walk("VEVENT")
    assert str(entry["SUMMARY"]) == LONG
    assert str(entry["DESCRIPTION"]) == event.summary
    assert entry["RRULE"]["UNTIL"] == [datetime(2027, 2, 28, 10, tzinfo=UTC)]
    assert entry.decoded("DTSTAMP") == event.last_published_at
    assert entry["SEQUENCE"] == 19 * 24 * 3600


@pytest.fixture
def calendar(time_machine):
    time_machine.move_to("2026-11-24 10:00 +0800")
    return make.CalendarFactory(slug="events", title="活动日历")


def entries(out, path: str) -> dict[str, list]:
    """By their title."""
    found: dict[str, list] = {}
    for entry in Calendar.from_ical((out / path).read_bytes()).walk("VEVENT"):
        found.setdefault(str(entry["SUMMARY"]), []).append(entry)
    return found


def test_each_category_has_its_feed_and_its_page_says_where(calendar, out):
    event_on("2026-12-05", parent=calendar, title="听课", slug="evening")
    event_on("2026-12-06", parent=calendar, title="唱戏", slug="opera", category="arts")
    event_on("2024-12-06", parent=calendar, title="早就完了", slug="old", category="arts")
    export_site()
    assert set(entries(out, "events/calendar.ics")) == {"听课", "唱戏"}
    assert set(entries(out, "events/arts/calendar.ics")) == {"唱戏"}
    assert set(entries(out, "events/opera/event.ics")) == {"唱戏"}
    page = (out / "events/arts/index.html").read_text()
    assert '<link rel="alternate" type="text/calendar"' in page
    assert "webcal://" in page
    assert page.count("/events/arts/calendar.ics") == 3


def test_a_published_change_keeps_the_uid_and_raises_the_sequence(calendar, out, time_machine):
    event = event_on("2026-12-05", "FREQ=WEEKLY;COUNT=3", parent=calendar, slug="evening")
    export_site()
    (before,) = entries(out, "events/evening/event.ics")[event.title]
    time_machine.move_to("2026-11-25 10:00 +0800")
    event.dates = [{"type": "cancelled", "value": {"day": "2026-12-12", "note": "停电"}}]
    event.save_revision().publish()
    export_site()
    found = entries(out, "events/evening/event.ics")
    (after,), (cancelled,) = found[event.title], found[f"已取消：{event.title}"]
    assert after["UID"] == before["UID"] == cancelled["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled.decoded("RECURRENCE-ID") == datetime(2026, 12, 12, 18, tzinfo=make.SHANGHAI)
    assert "停电" in cancelled["DESCRIPTION"]
