"""What to bring, as a picture that is kept on a phone and forwarded."""

from io import BytesIO

import pytest
import time_machine
from PIL import Image, ImageDraw

from export.deliver import export_site
from export.worker import build_pending
from pages.drawings import fonts
from tests import factories as make
from tests.engine import clean_build
from tests.html import parse
from tests.same_site import assert_same, difference, snapshot
from tests.test_guide_scenarios import material

pytestmark = pytest.mark.django_db
DAY = "2026-11-25 09:00 +0800"


@pytest.fixture(autouse=True)
def today(settings, tmp_path):
    settings.DRAWINGS_DIR = tmp_path / "drawings"
    with time_machine.travel(DAY, tick=False):
        yield


@pytest.fixture
def guide():
    names = ["换领", "丢失补领"]
    return make.GuideFactory(
        parent=make.GuideIndexFactory(slug="guides"),
        title="身份证",
        slug="id-card",
        scenarios=[{"type": "scenario", "value": {"name": name, "note": ""}} for name in names],
        materials=[material("旧证", "换领"), material("户口簿")],
        fees=[{"type": "fee", "value": {"item": "换领", "amount": "20 元"}}],
        review_after="2026-12-01",
    )


@pytest.fixture
def said(monkeypatch):
    """All that is written on pictures, in one string."""
    found = []
    real = ImageDraw.ImageDraw.text

    def text(self, place, words, *args, **kwargs):
        found.append(words)
        return real(self, place, words, *args, **kwargs)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    return lambda: "".join(found)


def links(out) -> list[str]:
    html = parse((out / "guides/id-card/index.html").read_text())
    return [each.get("href") for each in html.all("a") if ".png" in (each.get("href") or "")]


def test_each_list_leads_to_its_picture(guide, out):
    export_site()
    paths = [address.partition("?")[0] for address in links(out)]
    assert paths == [f"/guides/id-card/{name}.png" for name in ("bring", "bring-1", "bring-2")]
    for path in paths:
        with Image.open(BytesIO((out / path.lstrip("/")).read_bytes())) as picture:
            assert picture.width == 1080
            assert picture.height > 900
    sizes = [(out / path.lstrip("/")).stat().st_size for path in paths]
    assert max(sizes) < 100_000


def test_it_says_what_somebody_at_home_has_to_know(guide, out, said):
    export_site()
    for words in ("身份证", "丢失补领", "户口簿", "原件", "20 元", "2026-11-18", "国务院令第 663"):
        assert words in said()


@pytest.mark.parametrize("status", ["changed", "stopped"])
def test_what_is_changed_says_so_and_what_is_stopped_has_none(guide, out, said, status):
    guide.status, guide.status_note = status, "改到别处办了"
    guide.save_revision().publish()
    export_site()
    assert bool(links(out)) == (status == "changed")
    assert ("改到别处办了" in said()) == (status == "changed")


def test_a_change_and_the_day_of_review_are_seen_in_it(guide, out, said, tmp_path):
    export_site()
    before = (out / "guides/id-card/bring-1.png").read_bytes()
    guide.fees = [{"type": "fee", "value": {"item": "换领", "amount": "40 元"}}]
    guide.save_revision().publish()
    build_pending()
    after = (out / "guides/id-card/bring-1.png").read_bytes()
    assert after != before
    assert "40 元" in said()
    assert "先打电话" not in said()
    with time_machine.travel("2026-12-02 09:00 +0800", tick=False):
        build_pending()
        assert "先打电话" in said()
        assert_same(difference(snapshot(out), clean_build(tmp_path / "clean")))


def test_a_scenario_that_goes_takes_its_picture_along(guide, out, tmp_path):
    export_site()
    guide.scenarios = [{"type": "scenario", "value": {"name": "换领", "note": ""}}]
    guide.save_revision().publish()
    build_pending()
    assert not (out / "guides/id-card/bring-2.png").exists()
    assert_same(difference(snapshot(out), clean_build(tmp_path / "clean")))


def test_without_the_font_the_list_stays_and_the_picture_is_left_out(guide, out, monkeypatch):
    monkeypatch.setattr(fonts, "available", lambda: False)
    export_site()
    assert links(out) == []
    assert "户口簿" in (out / "guides/id-card/index.html").read_text()
