"""What search engines read of an event: when, where, and whether it still takes place."""

import json

import pytest

from export.deliver import export_site
from tests import factories as make
from tests.html import parse
from tests.test_event_recurrence import event_on

pytestmark = pytest.mark.django_db


def test_each_coming_date_is_an_event_with_its_state(out, time_machine, settings):
    time_machine.move_to("2026-12-06 10:00 +0800")
    dates = [
        {"type": "cancelled", "value": {"day": "2026-12-12"}},
        {"type": "moved", "value": {"day": "2026-12-19", "new_day": "2026-12-20", "venue": "拱北"}},
    ]
    calendar = make.CalendarFactory(slug="events")
    event_on(
        "2026-12-05",
        "FREQ=WEEKLY;COUNT=4",
        parent=calendar,
        slug="evening",
        title="听课",
        summary="带上工资条",
        dates=dates,
    )
    export_site()
    html = (out / "events/evening/index.html").read_text()
    (script,) = [each for each in parse(html).all("script") if "ld+json" in each.get("type", "")]
    found = [node for node in json.loads(script.text)["@graph"] if node["@type"] == "Event"]
    assert [(node["startDate"], node["eventStatus"].rsplit("/", 1)[1]) for node in found] == [
        ("2026-12-12T18:00:00+08:00", "EventCancelled"),
        ("2026-12-20T18:00:00+08:00", "EventRescheduled"),
        ("2026-12-26T18:00:00+08:00", "EventScheduled"),
    ]
    moved = found[1]
    assert moved["previousStartDate"] == "2026-12-19T18:00:00+08:00"
    assert moved["endDate"] == "2026-12-20T20:00:00+08:00"
    assert [node["location"]["name"] for node in found[1:]] == ["拱北", "前山服务站"]
    assert moved["url"] == f"{settings.WAGTAILADMIN_BASE_URL}/events/evening/"
    assert (moved["name"], moved["description"]) == ("听课", "带上工资条")
    assert "previousStartDate" not in found[0]
