"""When an event takes place: by a rule, and on the days that an editor changed."""

import re
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from export.build import Build
from pages.calendar import tickets
from pages.lunar_recurrence import LUNAR_DAY
from pages.models import EventPage
from pages.recurrence import rule_days
from pages.recurrence_form import RecurrenceField
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_gathering_keeps_its_key_when_its_hour_is_changed():
    changed = {"type": "moved", "value": {"day": "2026-12-29", "starts": "19:30"}}
    event = make.EventFactory(recurrence="FREQ=WEEKLY", dates=[changed])
    moved = next(each for each in tickets(event, Build()) if each["starts"] == "19:30")
    assert moved["key"] == "2026-12-29"


def test_a_copy_is_another_occasion_and_a_new_revision_the_same():
    event = make.EventFactory()
    event.save_revision().publish()
    again = type(event).objects.get(pk=event.pk)
    copy = event.copy(update_attrs={"slug": "copy"})
    assert again.occasion == event.occasion
    assert copy.occasion != event.occasion
    assert copy.get_latest_revision_as_object().occasion == copy.occasion


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", "2026-12-05 2026-12-12 2026-12-19"),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270102", "2026-12-05 2026-12-19 2027-01-02"),
        ("FREQ=MONTHLY;BYDAY=2SA,-1SA;COUNT=3", "2026-12-12 2026-12-26 2027-01-09"),
        ("FREQ=MONTHLY;COUNT=3", "2026-12-31 2027-01-31 2027-03-31"),
        ("RSCALE=CHINESE;FREQ=YEARLY;SKIP=BACKWARD", "2025-05-31 2026-06-19 2027-06-09"),
        ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=-1", "2025-01-28 2026-02-16 2027-02-05"),
    ],
)
def test_an_event_recurs_by_its_rule(rule, days, time_machine):
    time_machine.move_to("2026-11-24 10:00 +0800")
    event = event_on(days.split()[0], rule)
    assert " ".join(each["key"] for each in tickets(event, Build())) == days


def event_on(day: str, rule="", hours=(18, 20), **facts):
    begin = datetime.fromisoformat(f"{day}T{hours[0]}:00").replace(tzinfo=make.SHANGHAI)
    return make.EventFactory(
        starts_at=begin, ends_at=begin.replace(hour=hours[1]), recurrence=rule, **facts
    )


def test_a_feast_is_not_kept_a_second_time_in_the_leap_month():
    """2025 had a 闰六月: its 六月初六 is one day, the leap one isn't another."""
    days = rule_days(LUNAR_DAY, date(2024, 7, 11), date(2026, 12, 31))
    assert days == (date(2024, 7, 11), date(2025, 6, 30), date(2026, 7, 19))


def test_the_thirtieth_is_the_last_day_of_a_short_month():
    days = rule_days(LUNAR_DAY, date(2024, 2, 9), date(2025, 12, 31))  # 腊月三十
    assert days == (date(2024, 2, 9), date(2025, 1, 28))  # 腊月廿九


def test_one_is_cancelled_one_moved_one_added_one_left_out():
    dates = [
        {"type": "cancelled", "value": {"day": "2026-12-29", "note": "加班"}},
        {
            "type": "moved",
            "value": {
                "day": "2027-01-05",
                "new_day": "2027-01-06",
                "starts": "19:00",
                "ends": "20:00",
                "venue": "拱北站",
                "note": "停电",
            },
        },
        {"type": "skipped", "value": {"day": "2027-01-12"}},
        {"type": "added", "value": {"day": "2027-01-15"}},
    ]
    event = event_on("2026-12-22", "FREQ=WEEKLY;COUNT=5", dates=dates)
    held = tickets(event, Build())
    assert [(each["key"], each["day"]["date"], each["starts"]) for each in held] == [
        ("2026-12-22", "2026-12-22", "18:00"),
        ("2026-12-29", "2026-12-29", "18:00"),
        ("2027-01-05", "2027-01-06", "19:00"),
        ("2027-01-15", "2027-01-15", "18:00"),
        ("2027-01-19", "2027-01-19", "18:00"),
    ]
    assert [each["cancelled"] for each in held] == [False, True, False, False, False]
    moved = held[2]
    assert (moved["venue"], moved["reason"], moved["ends"]) == ("拱北站", "停电", "20:00")
    assert moved["planned"]["moment"] == "2027-01-05T18:00:00+08:00"
    assert held[0]["venue"] == "前山服务站"


def test_a_single_event_that_is_postponed_stays_the_same_gathering():
    old = datetime(2026, 12, 19, 9, tzinfo=make.SHANGHAI)
    event = event_on("2026-12-26", status="postponed", postponed_from=old, status_reason="检修")
    (ticket,) = tickets(event, Build())
    assert (ticket["key"], ticket["day"]["date"]) == ("2026-12-19", "2026-12-26")
    assert ticket["planned"]["day"]["date"] == "2026-12-19"
    assert ticket["reason"] == "检修"


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"recurrence": "SATURDAYS"}, "recurrence", "名=值"),
        ({"recurrence": "FREQ=HOURLY"}, "recurrence", "FREQ 写"),
        ({"recurrence": "FREQ=WEEKLY;COUNT=0"}, "recurrence", "一共几次"),
        ({"recurrence": "FREQ=WEEKLY;COUNT=2;UNTIL=20270101"}, "recurrence", "只填一个"),
        ({"recurrence": "FREQ=WEEKLY;UNTIL=明年"}, "recurrence", "20270626 这样的日期"),
        ({"recurrence": "FREQ=WEEKLY;UNTIL=20261201"}, "recurrence", "重复的最后一天"),
        ({"recurrence": "FREQ=MONTHLY;BYDAY=9SA"}, "recurrence", "不合 RFC 5545"),
        ({"recurrence": "FREQ=WEEKLY;BYDAY=XX"}, "recurrence", "不合 RFC 5545"),
        ({"recurrence": "FREQ=WEEKLY;INTERVAL=0"}, "recurrence", "隔多久一次"),
        ({"recurrence": "FREQ=DAILY;BYDAY=SA"}, "recurrence", "每周或每月"),
        ({"recurrence": "FREQ=WEEKLY;X-Y=1"}, "recurrence", "X-Y"),
        ({"recurrence": "RSCALE=HEBREW;FREQ=YEARLY"}, "recurrence", "按农历重复的"),
        ({"recurrence": "FREQ=WEEKLY;BYDAY=SA"}, "recurrence", "2026-12-22）不在重复的规则里"),
        ({"dates": [("cancelled", "2026-12-23")]}, "dates", "2026-12-23 本来没有场次"),
        ({"dates": [("added", "2026-12-22")]}, "dates", "本来就有一场"),
        ({"dates": [("skipped", "2026-12-22")]}, "dates", "一场也没有了"),
        ({"dates": [("added", "2026-12-24"), ("added", "2026-12-24")]}, "dates", "写了两次"),
        ({"status": "postponed"}, "postponed_from", "原定哪天几点"),
        ({"status": "postponed", "recurrence": "FREQ=WEEKLY"}, "status", "改一场"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(facts, field, words):
    if "dates" in facts:
        facts = {"dates": [{"type": kind, "value": {"day": day}} for kind, day in facts["dates"]]}
    event = EventPage(
        starts_at=datetime(2026, 12, 22, 18, tzinfo=make.SHANGHAI),
        ends_at=datetime(2026, 12, 22, 20, tzinfo=make.SHANGHAI),
        **facts,
    )
    with pytest.raises(ValidationError) as refused:
        event.clean()
    assert words in "".join(refused.value.message_dict[field])


@pytest.mark.parametrize(
    ("chosen", "rule"),
    [
        ("pattern=", ""),
        ("pattern=FREQ=WEEKLY&until=2027-01-31", "FREQ=WEEKLY;UNTIL=20270131"),
        (
            "pattern=FREQ=WEEKLY;INTERVAL=2&weekdays=TU&weekdays=SA",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA",
        ),
        (
            "pattern=FREQ=MONTHLY;BYDAY&which=2&which=4&weekdays=TU&count=6",
            "FREQ=MONTHLY;BYDAY=2TU,4TU;COUNT=6",
        ),
        (f"pattern={LUNAR_DAY}", LUNAR_DAY),
        ("pattern=other&rule=rrule:freq=monthly;bymonthday=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ],
)
def test_an_editor_chooses_by_plain_words_and_finds_them_again(chosen, rule):
    sent = QueryDict("&".join(f"recurrence_{each}" for each in chosen.split("&")))
    field = RecurrenceField(required=False)
    shown = field.widget.value_from_datadict(sent, {}, "recurrence")
    assert field.clean(shown) == rule
    assert field.clean(field.widget.decompress(rule)) == rule


def test_the_page_says_how_often_in_the_words_of_a_notice():
    saturdays = event_on("2026-12-12", "FREQ=MONTHLY;BYDAY=2SA,4SA;UNTIL=20270626")
    assert saturdays.facts(Build())["rhythm"] == "每月第二个、第四个周六，到 2027年6月26日"
    feast = event_on("2026-06-19", LUNAR_DAY)
    assert feast.facts(Build())["rhythm"] == "每年农历五月初五"
    assert event_on("2026-12-12").facts(Build())["rhythm"] == ""


@pytest.fixture
def saved(admin_client):
    """saved(event, …): the answer to an editor who saves its form with other values."""

    def saved(event, **changed):
        shown = {
            "title": event.title,
            "slug": event.slug,
            "category": event.category,
            "starts_at": "2026-12-22 18:00",
            "ends_at": "2026-12-22 20:30",
            "status": event.status,
            "venue": event.venue,
            "fee": event.fee,
            "sign_up": event.sign_up,
            "dates": streamfield([]),
            "body": streamfield([]),
            "recap": streamfield([]),
            "form_fields": streamfield([]),
            "sign_up_days_before": "0",
            "comments": inline_formset([]),
        }
        return admin_client.post(
            f"/admin/pages/{event.pk}/edit/", nested_form_data(shown | changed)
        )

    return saved


def draft_of(event) -> EventPage:
    return EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()


def test_an_editor_saves_a_rule_and_one_that_cannot_be_comes_back_with_the_reason(saved):
    event = make.EventFactory(parent=make.CalendarFactory())
    answer = saved(event, recurrence_pattern="FREQ=MONTHLY;BYDAY", recurrence_which="2")
    assert "两样都要勾" in answer.content.decode()
    answer = saved(event, recurrence_pattern="FREQ=WEEKLY", recurrence_weekdays="SA")
    assert "2026-12-22）不在重复的规则里" in answer.content.decode()
    assert re.search('value="SA"[^>]*checked', answer.content.decode())
    assert saved(event, recurrence_pattern="FREQ=WEEKLY", recurrence_count="3").status_code == 302
    assert draft_of(event).recurrence == "FREQ=WEEKLY;COUNT=3"


def test_a_published_event_that_is_postponed_remembers_when_it_was_to_be(saved):
    event = make.EventFactory(parent=make.CalendarFactory())
    later = {"starts_at": "2026-12-26 18:00", "ends_at": "2026-12-26 20:00"}
    assert saved(event, status="postponed", **later).status_code == 302
    draft = draft_of(event)
    assert draft.postponed_from == event.starts_at
    assert [each["key"] for each in tickets(draft, Build())] == ["2026-12-22"]
