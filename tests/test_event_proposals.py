"""每月两场: a rule proposes dates, an editor confirms, changes or drops each, and readers see what
is confirmed."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar

from export.build import Build
from pages.calendar import tickets
from pages.ics import calendar_ics
from pages.models import EventPage
from sample_site.accounts import EDITORS, ensure_editors
from tests import factories as make

pytestmark = pytest.mark.django_db
PROPOSED = ["2026-09-26", "2026-10-10", "2026-10-24", "2026-11-14", "2026-11-28"]


@pytest.fixture
def lesson(time_machine):
    """The second and the fourth Saturday, seven to nine; the first of them is over."""
    time_machine.move_to("2026-09-20 10:00 +0800")
    return make.EventFactory(
        title="周末课堂",
        slug="lesson",
        starts_at=datetime(2026, 9, 12, 19, tzinfo=make.SHANGHAI),
        ends_at=datetime(2026, 9, 12, 21, tzinfo=make.SHANGHAI),
        recurrence="FREQ=MONTHLY;BYDAY=2SA,4SA",
        confirm_dates=True,
    )


@pytest.fixture
def editor(lesson):
    ensure_editors()
    user = User.objects.create_user("editor", password="pass")
    user.groups.add(Group.objects.get(name=EDITORS))
    client = Client()
    client.force_login(user)
    return client


def url(event) -> str:
    return f"/admin/events/{event.pk}/proposals/"


def sent(decisions: dict, **more) -> dict:
    """As the form sends it: what isn't decided goes along."""
    data = {"form-TOTAL_FORMS": len(PROPOSED), "form-INITIAL_FORMS": len(PROPOSED)} | more
    for number, day in enumerate(PROPOSED):
        given = decisions.get(day, {})
        data |= {f"form-{number}-{name}": value for name, value in {"day": day, **given}.items()}
    return data


def public(event) -> list[str]:
    """What readers see: day and hour, where from, and whether it is called off."""
    fresh = EventPage.objects.get(pk=event.pk)
    return [
        f"{each['day']['date'][5:]} {each['starts']}"
        + (f" 原定 {each['planned']['day']['date'][5:]}" if each["planned"] else "")
        + (" 取消" if each["cancelled"] else "")
        for each in tickets(fresh, Build())
    ]


def in_the_file(event) -> list[str]:
    fresh = EventPage.objects.get(pk=event.pk)
    series = Calendar.from_ical(calendar_ics("新豫", [fresh.pk], Build())).walk("VEVENT")[0]
    assert "RRULE" not in series
    dates = series.get("RDATE")
    return [f"{each.dt:%m-%d %H:%M}" for each in dates.dts] if dates else []


def test_the_next_months_are_proposed_with_their_holidays_and_nothing_is_public(editor, lesson):
    html = editor.get(url(lesson)).content.decode()
    assert [day for day in PROPOSED if f'value="{day}"' in html] == PROPOSED
    assert "2026-12-12" not in html
    assert html.count("<strong>中秋放假</strong>") == 1  # the weekend after it
    assert html.count("<strong>调休上班</strong>") == 1
    assert public(lesson) == ["09-12 19:00"]
    assert in_the_file(lesson) == []


def test_each_is_confirmed_changed_or_dropped_and_the_rest_stays_proposed(editor, lesson):
    editor.post(
        url(lesson),
        sent(
            {
                "2026-09-26": {"decision": "drop"},
                "2026-10-10": {"decision": "change", "new_day": "2026-10-11", "starts": "18:30"},
                "2026-10-24": {"decision": "confirm", "starts": "08:00"},
                "2026-11-14": {"decision": "change", "starts": "20:00"},
            }
        ),
    )
    assert public(lesson) == ["09-12 19:00", "10-11 18:30", "10-24 19:00", "11-14 20:00"]
    assert in_the_file(lesson) == ["10-11 18:30", "10-24 19:00", "11-14 20:00"]
    html = editor.get(url(lesson)).content.decode()
    assert [day for day in PROPOSED if f'value="{day}"' in html] == ["2026-11-28"]


def test_all_that_is_left_open_is_taken_at_once(editor, lesson):
    editor.post(url(lesson), sent({"2026-09-26": {"decision": "drop"}}, take_all="1"))
    assert public(lesson) == [f"{day[5:]} 19:00" for day in ["2026-09-12", *PROPOSED[1:]]]
    assert "三个月里的都定过了" in editor.get(url(lesson)).content.decode()


def test_nothing_decided_publishes_nothing(editor, lesson):
    before = lesson.last_published_at
    html = editor.post(url(lesson), sent({}), follow=True).content.decode()
    assert "还没有定哪一场" in html
    assert EventPage.objects.get(pk=lesson.pk).last_published_at == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"decision": "change"}, "写上改成什么"),
        ({"decision": "change", "starts": "20:00", "ends": "19:00"}, "结束要晚于开始"),
        ({"decision": "change", "new_day": "2026-11-28"}, "2026-11-28 本来就有一场"),
        ({"decision": "change", "new_day": "明天"}, "有效的日期"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_entered_stays(given, said, editor, lesson):
    other = {"2026-10-24": {"decision": "confirm", "note": "带工资条"}}
    html = editor.post(url(lesson), sent(other | {"2026-10-10": given})).content.decode()
    assert said in html
    assert 'value="带工资条"' in html
    assert public(lesson) == ["09-12 19:00"]


def test_what_a_colleague_decided_meanwhile_is_not_undone(editor, lesson):
    editor.post(url(lesson), sent({"2026-10-10": {"decision": "drop"}}))
    html = editor.post(url(lesson), sent({"2026-10-10": {"decision": "confirm"}})).content.decode()
    assert "这一场刚才有人定过了" in html
    assert public(lesson) == ["09-12 19:00"]


def test_a_confirmed_date_that_is_changed_later_says_so_to_readers(editor, lesson):
    editor.post(url(lesson), sent({}, take_all="1"))
    one = f"/admin/events/{lesson.pk}/dates/"
    editor.post(f"{one}2026-10-10/", {"kind": "moved", "new_day": "2026-10-11"})
    editor.post(f"{one}2026-10-24/", {"kind": "cancelled", "note": "停电"})
    assert public(lesson)[2:4] == ["10-11 19:00 原定 10-10", "10-24 19:00 取消"]
    editor.post(f"{one}2026-10-24/", {"kind": ""})
    assert public(lesson)[3] == "10-24 19:00"


def test_the_home_page_of_the_admin_tells_who_may_publish_what_waits(editor, lesson):
    html = editor.get("/admin/").content.decode()
    assert url(lesson) in html
    assert "5 场没定" in html
    assert url(lesson) in editor.get(f"/admin/pages/{lesson.pk}/edit/").content.decode()
    Group.objects.get(name=EDITORS).page_permissions.filter(
        permission__codename="publish_page"
    ).delete()
    assert url(lesson) not in editor.get("/admin/").content.decode()
    assert editor.get(url(lesson)).status_code == 302


def test_dates_can_only_be_proposed_by_a_rule(lesson):
    lesson.recurrence = ""
    with pytest.raises(ValidationError, match="多久一次"):
        lesson.full_clean()
