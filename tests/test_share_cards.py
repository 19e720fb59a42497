"""A forwarded page shows a picture: its own, or one drawn from its title."""

import io
import re

import pytest
from PIL import Image, ImageDraw

from export.deliver import export_site
from export.fingerprint import fingerprint
from export.worker import build_pending
from pages.drawings import fonts
from pages.drawings.lines import balanced, broken
from pages.drawings.share_card import draw
from pages.models import SiteSettings
from tests import factories as make
from tests.engine import clean_build
from tests.same_site import assert_same, difference, snapshot

pytestmark = pytest.mark.django_db


def shown(out, page) -> str:
    """The path of the picture that a page is forwarded with."""
    html = (out / page.url.lstrip("/") / "index.html").read_text()
    address = re.search(r'property="og:image" content="([^"]+)"', html)[1]
    return re.sub(r"^https?://[^/]+/|\?.*$", "", address)


def version(out, page) -> str:
    html = (out / page.url.lstrip("/") / "index.html").read_text()
    return re.search(r"share\.png\?v=(\w+)", html)[1]


@pytest.fixture
def drawn(monkeypatch):
    """The pictures that were encoded, counted."""
    count = []
    real = Image.Image.save

    def save(self, stream, *args, **kwargs):
        count.append(self.size)
        return real(self, stream, *args, **kwargs)

    monkeypatch.setattr(Image.Image, "save", save)
    return lambda: count.count((1200, 630))


@pytest.fixture(autouse=True)
def own_drawings(settings, tmp_path):
    settings.DRAWINGS_DIR = tmp_path / "drawings"


def test_a_page_without_a_picture_is_forwarded_with_a_drawn_one(out):
    page = make.ArticleFactory(title="居住证怎么办", slug="permit")
    export_site()
    assert shown(out, page) == "permit/share.png"
    with Image.open(out / "permit/share.png") as picture:
        assert picture.size == (1200, 630)
        assert picture.format == "PNG"
    assert (out / "permit/share.png").stat().st_size < 40_000


def test_a_page_with_a_picture_of_its_own_keeps_that(out):
    page = make.NewsFactory(parent=make.NewsIndexFactory(), cover=make.ImageFactory())
    export_site()
    assert shown(out, page).startswith("media/")
    assert not (out / page.url.lstrip("/") / "share.png").exists()


def test_lists_and_months_have_one_too(out):
    news, calendar = make.NewsIndexFactory(slug="news"), make.CalendarFactory(slug="events")
    export_site()
    assert (out / shown(out, news)).is_file()
    assert (out / shown(out, calendar)).is_file()


@pytest.mark.parametrize("change", ["body", "title", "picture", "centre", "delete"])
def test_what_a_change_leaves_is_what_a_clean_build_gives(out, tmp_path, change):
    news = make.NewsFactory(parent=make.NewsIndexFactory(slug="news"), slug="one")
    export_site()
    CHANGES[change](news)
    build_pending()
    assert_same(difference(snapshot(out), clean_build(tmp_path / "clean")))


def publish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def rename_centre(_page):
    settings = SiteSettings.objects.get()
    settings.full_name = "新名字的中心"
    settings.save()


CHANGES = {
    "body": lambda page: publish(page, body=[{"type": "text", "value": "<p>新的</p>"}]),
    "title": lambda page: publish(page, title="换了题目"),
    "picture": lambda page: publish(page, cover=make.ImageFactory()),
    "centre": rename_centre,
    "delete": lambda page: page.delete(),
}


def test_a_new_title_is_a_new_picture_under_the_old_address(out):
    page = make.ArticleFactory(title="旧题目", slug="one")
    export_site()
    before, address = (out / "one/share.png").read_bytes(), version(out, page)
    publish(page, title="新题目")
    build_pending()
    assert (out / "one/share.png").read_bytes() != before
    assert version(out, page) != address


def test_nothing_is_drawn_twice(out, drawn):
    page = make.ArticleFactory(title="居住证", slug="one")
    export_site()
    once = drawn()
    assert once
    export_site()
    publish(page, body=[{"type": "text", "value": "<p>改了正文</p>"}])
    build_pending()
    assert drawn() == once


def test_kept_pictures_may_be_lost_or_broken(out, settings):
    make.ArticleFactory(title="居住证", slug="one")
    export_site()
    before = (out / "one/share.png").read_bytes()
    for kept in settings.DRAWINGS_DIR.rglob("*.png"):
        kept.write_bytes(b"\x89PNG")
    export_site()
    assert (out / "one/share.png").read_bytes() == before


def test_without_the_font_the_site_goes_on_and_says_so(out, monkeypatch):
    with_font = fingerprint()
    monkeypatch.setattr(fonts, "available", lambda: False)
    monkeypatch.setattr(fonts, "identity", lambda: "")
    page = make.ArticleFactory(title="居住证", slug="one")
    export_site()
    assert shown(out, page).startswith("static/img/share.")
    assert not (out / "one/share.png").exists()
    from pages.drawings.checks import font_is_there

    assert [each.id for each in font_is_there(None)] == ["pages.I001"]
    assert fingerprint() != with_font  # who installs the font gets the pictures


def test_a_clause_is_not_cut_where_it_fits_and_no_mark_begins_a_line():
    measure = len
    assert balanced("冬至到了，来包饺子：一共四场，哪场近就去哪场", 10, measure) == [
        "冬至到了，",
        "来包饺子：一共四场，",
        "哪场近就去哪场",
    ]
    lines = broken("办到2026年第3期（珠海）、《手册》。好，行，对", 6, measure)
    assert "".join(lines) == "办到2026年第3期（珠海）、《手册》。好，行，对"
    assert not [line for line in lines if line[0] in "，。、》）" or line[-1] in "《（"]
    assert any("2026" in line for line in lines)


@pytest.mark.parametrize(
    "title",
    [
        "证",
        "很长的题目" * 50,
        "https://example.org/" + "a" * 200,
        "🎉开业🎉",
        "",
        "\u200b",
        "？" * 99,
    ],
)
def test_any_title_can_be_drawn_and_stays_on_the_card(title, monkeypatch):
    beyond = []
    real = ImageDraw.ImageDraw.text

    def text(self, place, words, *args, **kwargs):
        beyond.append(kwargs["font"].getlength(words) > 1200 - 76)
        return real(self, place, words, *args, **kwargs)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    made = draw("办事指南", title, "珠海市新豫青少年综合服务中心")
    assert Image.open(io.BytesIO(made)).size == (1200, 630)
    assert not any(beyond)
