"""Each page kind: can be created, previews, exports, and has its shape in the API."""

import json
import os
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from export.full import export_site
from tests import factories as make
from tests.html import parse

EXPECTED = Path(__file__).parent / "expected_api"
KINDS = [
    "home", "section", "article", "guide_index", "guide", "handbook", "chapter", "calendar",
    "event", "station_index", "station", "service_index", "service", "news_index", "news",
]  # fmt: skip


@pytest.fixture
def pages(db):
    """One live page of each kind, linked with one another as a site would."""
    return build_site()


def build_site() -> dict[str, Page]:
    home = make.home()
    picture = make.ImageFactory()
    stations = make.StationIndexFactory(title="服务站", slug="stations", show_in_menus=True)
    station = make.StationFactory(
        parent=stations,
        title="前山站",
        slug="qianshan",
        opening_hours=[{"type": "hours", "value": {"days": "周二至周日", "hours": "9:00–17:30"}}],
    )
    services = make.ServiceIndexFactory(title="请中心帮忙", slug="services")
    service = make.ServiceFactory(
        parent=services,
        title="帮看材料",
        slug="papers-help",
        form_fields=[
            {
                "type": "long_text",
                "id": "11111111-0000",
                "value": {"label": "是什么事", "help_text": "几句话就行", "required": True},
            }
        ],
    )
    guides = make.GuideIndexFactory(
        title="办事指南", slug="guides", menu_label="办事", show_in_menus=True
    )
    guide = make.GuideFactory(
        parent=guides, title="居住证", slug="permit", service=service, **GUIDE
    )
    handbook = make.HandbookFactory(title="手册", slug="handbook", cover=picture)
    chapter = make.ChapterFactory(
        parent=handbook, title="欠薪", slug="wages", body=chapter_body(guide, picture)
    )
    calendar = make.CalendarFactory(title="活动", slug="events")
    event = make.EventFactory(parent=calendar, title="包饺子", slug="dumplings", station=station)
    news_index = make.NewsIndexFactory(title="消息", slug="news")
    news = make.NewsFactory(parent=news_index, title="开始报名", slug="sign-up", cover=picture)
    section = make.SectionFactory(title="关于", slug="about")
    article = make.ArticleFactory(parent=section, title="隐私", slug="privacy", summary="不留痕迹")
    return {
        "home": home, "section": section, "article": article, "guide_index": guides,
        "guide": guide, "handbook": handbook, "chapter": chapter, "calendar": calendar,
        "event": event, "station_index": stations, "station": station,
        "service_index": services, "service": service, "news_index": news_index, "news": news,
    }  # fmt: skip


GUIDE = {
    "materials": [{"type": "material", "value": {"name": "本人身份证", "form": "original"}}],
    "steps": [{"type": "step", "value": {"title": "去窗口", "text": "<p>带上材料。</p>"}}],
    "statutory_days": 15,
    "day_unit": "calendar",
    "zhuhai": [{"type": "line", "value": "申领、签注"}],
}


def chapter_body(guide, picture):
    return [
        {"type": "heading", "id": "22222222-0000", "value": "先别吵"},
        {
            "type": "text",
            "value": f'<p>看<a linktype="page" id="{guide.pk}">居住证</a>。</p>',
        },
        {"type": "picture", "value": {"image": {"image": picture.pk, "alt_text": "插画"}}},
        {"type": "guide_facts", "value": {"guide": guide.pk, "title": "发证要多久"}},
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_exported_as_valid_html_with_its_title(kind, pages, out):
    export_site()
    page = pages[kind]
    html = (out / page.url.lstrip("/") / "index.html").read_text()
    assert parse(html).errors == []
    assert page.title in html or kind == "home"
    assert html.count("<h1") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_preview_shows_what_will_be_exported(kind, pages, out, rf):
    export_site()
    page = pages[kind]
    request = rf.get("/")
    request.user = AnonymousUser()
    shown = page.serve_preview(request, "").content.decode()
    assert shown == (out / page.url.lstrip("/") / "index.html").read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_api_tells_the_page_as_stored(kind, pages, client, time_machine_fixed):
    answer = client.get(f"/api/v2/pages/{pages[kind].pk}/")
    assert answer.status_code == 200
    shape = normalise(answer.json(), pages)
    stored = EXPECTED / f"{kind}.json"
    if os.environ.get("UPDATE_EXPECTED"):
        stored.write_text(json.dumps(shape, ensure_ascii=False, indent=2) + "\n")
    assert shape == json.loads(stored.read_text())


@pytest.fixture
def time_machine_fixed(time_machine):
    time_machine.move_to("2026-11-24 10:00 +0800", tick=False)


def normalise(data, pages):
    """Ids, dates of saving and file names differ from run to run; their places do not."""
    text = json.dumps(data, ensure_ascii=False)
    text = re.sub(r'"(id|detail_url|first_published_at)": ("[^"]*"|\d+)', r'"\1": "…"', text)
    text = re.sub(r'"(published|updated)": "[^"]+"', r'"\1": "…"', text)
    text = re.sub(r"/media/images/[^\s\"]+", "/media/images/…", text)
    text = re.sub(r'"value": "\d+"', '"value": "…"', text)
    return json.loads(text)
