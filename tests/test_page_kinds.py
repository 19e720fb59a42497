"""Each page kind: can be created, previews, exports, and has its shape in the API."""

import json
import os
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from export.deliver import export_site
from tests.html import parse
from tests.site_of_all_kinds import build_site

EXPECTED = Path(__file__).parent / "expected_api"
KINDS = [
    "home", "section", "article", "guide_index", "guide", "points_index", "points", "handbook",
    "chapter", "calendar", "series", "event", "station_index", "station", "service_index",
    "service", "news_index", "topic", "news",
]  # fmt: skip


@pytest.fixture
def pages(db):
    return build_site()


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
    text = re.sub(r"/s/[a-z0-9]+", "/s/…", text)
    text = re.sub(r"/(poster|feedback)/\d+/", r"/\1/…/", text)
    text = re.sub(r'"value": "\d+"', '"value": "…"', text)
    return json.loads(text)
