"""Series of events, and what was held: their pages, their feed, and recaps with photos."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from export.build import Build
from export.deliver import export_site
from export.worker import build_pending
from pages.event_changes import split
from pages.event_recaps import recaps
from pages.event_series import series_lists
from pages.recap_blocks import RecapPhotoBlock, RecapPictureBlock
from tests import factories as make
from tests.html import parse
from tests.test_event_recurrence import event_on

pytestmark = pytest.mark.django_db


def recap(words: str, image) -> list[dict]:
    shown = {"image": image.pk, "alt_text": "台下坐满了人", "decorative": False}
    return [
        {"type": "text", "value": f"<p>{words}</p>"},
        {"type": "picture", "value": {"image": shown, "caption": ""}},
    ]


@pytest.fixture
def talks(time_machine):
    """A series with a date to come, one that was told of and one that wasn't; and others."""
    time_machine.move_to("2026-11-24 10:00 +0800")
    calendar = make.CalendarFactory(slug="events", title="活动日历")
    talks = make.SeriesFactory(
        parent=calendar, title="明德讲堂", slug="talks", summary="讲完坐下来问。"
    )
    told = recap("桌子拼成几张，做吃的坐一边。" * 6, make.ImageFactory())
    event_on("2026-12-06", parent=calendar, title="留证据", slug="proofs", series=talks)
    event_on("2026-05-16", parent=calendar, title="开小店", slug="shop", series=talks, recap=told)
    event_on("2026-03-07", parent=calendar, title="看合同", slug="contract", series=talks)
    event_on("2026-12-13", parent=calendar, title="唱戏", slug="opera", category="arts")
    event_on("2026-04-11", parent=calendar, title="踏青", slug="walk", category="social")
    return talks


def page(out, path: str) -> str:
    html = (out / path / "index.html").read_text()
    assert parse(html).errors == []
    return html


def test_a_series_shows_what_is_coming_and_what_was_and_nothing_else(talks, out):
    export_site()
    html = page(out, "events/talks")
    coming, past = html.index("接下来的场次"), html.index("办过的，那天的样子")
    assert coming < html.index("留证据") < past < html.index("开小店") < html.index("看合同")
    assert "讲完坐下来问。" in html
    assert "唱戏" not in html
    assert "踏青" not in html


def test_a_series_has_a_feed_of_its_own_that_its_page_offers(talks, out):
    export_site()
    body = (out / "events/talks/calendar.ics").read_bytes()
    calendar = Calendar.from_ical(body)
    assert {str(each["SUMMARY"]) for each in calendar.walk("VEVENT")} == {
        "留证据", "开小店", "看合同",
    }  # fmt: skip
    assert calendar["X-WR-CALNAME"] == "珠海新豫 明德讲堂"
    html = page(out, "events/talks")
    assert '<link rel="alternate" type="text/calendar"' in html
    assert "webcal://" in html


def test_an_event_leads_to_its_series_and_the_calendar_to_all(talks, out):
    export_site()
    for path in ("events/proofs", "events"):
        assert 'href="/events/talks/">' in page(out, path)
    assert "/events/talks/" not in page(out, "events/opera")


def test_a_series_that_is_still_being_written_shows_no_others_events(talks):
    shown = series_lists(Build(), None)
    assert not any(shown.values())


def test_a_recap_stays_with_the_dates_that_it_tells_of(talks):
    told = recap("灯一亮就坐满了。", make.ImageFactory())
    weekly = event_on(
        "2026-11-07", "FREQ=WEEKLY;COUNT=6", parent=talks.get_parent(), slug="weekly", recap=told
    )
    later = split(weekly, date(2026, 11, 28), None)
    assert [each["title"] for each in recaps(Build())] == [weekly.title, "开小店"]
    assert not type(later).objects.get(pk=later.pk).recap


def test_a_series_that_is_taken_away_leaves_its_events(talks, out):
    export_site()
    talks.unpublish()
    build_pending()
    assert not (out / "events/talks").exists()
    assert "明德讲堂" not in page(out, "events/proofs")


def test_what_was_held_stands_on_a_page_with_photos_first_and_the_months(talks, out):
    export_site()
    html = page(out, "events/past")
    assert html.index('href="/events/shop/#recap"') < html.index('href="/events/walk/"')
    assert html.index("踏青") < html.index("看合同")
    assert "留证据" not in html
    assert 'alt="台下坐满了人"' in html
    assert "桌子拼成几张，做吃的坐一边。" in html
    assert html.count("桌子拼成几张") < 6
    assert 'href="/events/2026-05/"' in html
    assert 'href="/events/past/"' in page(out, "events")


def test_without_anything_held_there_is_no_such_page(out, time_machine):
    time_machine.move_to("2026-11-24 10:00 +0800")
    calendar = make.CalendarFactory(slug="events")
    event_on("2026-12-06", parent=calendar)
    export_site()
    assert not (out / "events/past").exists()
    assert "/events/past/" not in page(out, "events")


@pytest.mark.parametrize("decorative", [True, False])
@pytest.mark.parametrize("kind", [RecapPictureBlock, RecapPhotoBlock])
def test_a_photo_of_a_recap_needs_words_for_those_who_cannot_see_it(kind, decorative):
    block = kind()
    image = {"image": make.ImageFactory().pk, "decorative": decorative, "alt_text": ""}
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"image": image, "caption": ""}))
    block.clean(block.to_python({"image": image | {"decorative": False, "alt_text": "戏台"}}))
