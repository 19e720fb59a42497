"""In the admin an editor changes one date of an event, one and all that follow, or all."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from export.build import Build
from pages.calendar import tickets
from pages.models import EventPage
from sample_site.accounts import EDITORS, ensure_editors
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-24 10:00 +0800")


@pytest.fixture
def editor():
    make.home()
    ensure_editors()
    user = User.objects.create_user("editor", password="pass")
    user.groups.add(Group.objects.get(name=EDITORS))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lesson(editor):
    """Each Saturday of December, seven to nine."""
    return make.EventFactory(
        title="周末课堂",
        slug="lesson",
        starts_at=datetime(2026, 12, 5, 19, tzinfo=make.SHANGHAI),
        ends_at=datetime(2026, 12, 5, 21, tzinfo=make.SHANGHAI),
        recurrence="FREQ=WEEKLY;COUNT=4",
    )


def dates(event):
    """What readers see: day and hour, and what is said of it."""
    fresh = EventPage.objects.get(pk=event.pk)
    return [
        f"{each['day']['date'][5:]} {each['starts']}" + (" 取消" if each["cancelled"] else "")
        for each in tickets(fresh, Build())
    ]


def url(event, day="", step=""):
    return f"/admin/events/{event.pk}/dates/" + (f"{day}/{step}" if day else "")


def test_the_list_shows_each_coming_date_and_leads_to_the_changes(editor, lesson):
    html = editor.get(url(lesson)).content.decode()
    assert "2026-12-05 周六 19:00–21:00" in html
    assert url(lesson, "2026-12-19") in html
    assert url(lesson, "2026-12-19", "on/") in html
    assert url(lesson, "2026-12-05", "on/") not in html  # nothing goes before the first


def test_the_page_of_an_event_leads_to_its_dates(editor, lesson):
    assert url(lesson) in editor.get(f"/admin/pages/{lesson.pk}/edit/").content.decode()


def test_one_date_is_moved_and_the_others_stay(editor, lesson):
    given = {"kind": "moved", "new_day": "2026-12-13", "starts": "18:30", "note": "礼堂有活动"}
    editor.post(url(lesson, "2026-12-12"), given)
    assert dates(lesson) == ["12-05 19:00", "12-13 18:30", "12-19 19:00", "12-26 19:00"]
    html = editor.get(url(lesson)).content.decode()
    assert "改过，原来是 2026-12-12 19:00" in html
    assert "礼堂有活动" in html


def test_one_date_is_called_off_and_put_back(editor, lesson):
    editor.post(url(lesson, "2026-12-12"), {"kind": "cancelled", "note": "台风"})
    assert dates(lesson)[1] == "12-12 19:00 取消"
    assert "台风" in editor.get(url(lesson, "2026-12-12")).content.decode()
    editor.post(url(lesson, "2026-12-12"), {"kind": ""})
    assert dates(lesson)[1] == "12-12 19:00"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "moved"}, "写上改成什么"),
        ({"kind": "moved", "starts": "19:00", "ends": "18:00"}, "结束要晚于开始"),
        ({"kind": "moved", "venue": "礼堂", "ends": "18:00"}, "几点开始也要写"),
        ({"kind": "moved", "new_day": "明天"}, "有效的日期"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(given, words, editor, lesson):
    response = editor.post(url(lesson, "2026-12-12"), given | {"note": "为什么要改"})
    html = response.content.decode()
    assert response.status_code == 200
    assert words in html
    assert "为什么要改" in html
    assert dates(lesson)[1] == "12-12 19:00"


def test_what_follows_becomes_a_page_of_its_own_and_each_leads_to_the_other(editor, lesson):
    editor.post(url(lesson, "2026-12-12"), {"kind": "cancelled"})
    editor.post(url(lesson, "2026-12-26"), {"kind": "moved", "starts": "18:00"})
    response = editor.post(url(lesson, "2026-12-19", "on/"))
    later = EventPage.objects.get(slug="lesson-20261219")
    assert response["Location"] == f"/admin/pages/{later.pk}/edit/"
    assert dates(lesson) == ["12-05 19:00", "12-12 19:00 取消"]
    assert dates(later) == ["12-19 19:00", "12-26 18:00"]
    assert later.live
    assert later.occasion == EventPage.objects.get(pk=lesson.pk).occasion
    build = Build()
    assert build.facts(lesson.pk)["continued_by"]["url"] == build.url(later.pk)
    assert build.facts(later.pk)["continues"]["url"] == build.url(lesson.pk)


def test_the_later_part_can_be_published_again_as_it_is(editor, lesson):
    editor.post(url(lesson, "2026-12-12", "on/"))
    later = EventPage.objects.get(slug="lesson-20261212")
    later.get_latest_revision_as_object().full_clean()
    later.get_latest_revision().publish()
    assert dates(later) == ["12-12 19:00", "12-19 19:00", "12-26 19:00"]
    assert dates(lesson) == ["12-05 19:00"]


@pytest.mark.parametrize("day", ["2026-12-05", "2026-12-06", "2027-01-02", "2026-13-45"])
def test_an_event_is_not_split_where_nothing_follows(day, editor, lesson):
    assert editor.post(url(lesson, day, "on/")).status_code == 404
    assert EventPage.objects.count() == 1


def test_a_draft_does_not_go_along(editor, lesson):
    lesson.title = "还没定的名字"
    lesson.save_revision()
    for step, given in (("", {"kind": "cancelled"}), ("on/", {})):
        html = editor.post(url(lesson, "2026-12-12", step), given).content.decode()
        assert "有改了没发布的内容" in html
    assert dates(lesson)[1] == "12-12 19:00"
    assert EventPage.objects.count() == 1


def test_who_may_not_publish_the_event_may_not_change_its_dates(lesson):
    user = User.objects.create_user("other")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    assert client.get(url(lesson)).status_code == 302
    assert client.post(url(lesson, "2026-12-12"), {"kind": "cancelled"})["Location"] == "/admin/"
    assert dates(lesson)[1] == "12-12 19:00"
