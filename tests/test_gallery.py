"""Photos side by side and files to take along, as readers get them in a body."""

import re

import pytest
from django.core.files.base import ContentFile

from export.build import Build
from export.render import render_template
from handbook_files.pictures import pictures_of
from pages.block_facts import stream_facts
from pages.models import ArticlePage
from tests import factories as make
from tests.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(db):
    """The HTML of a page with one block of a type, as it is exported."""

    def show(kind: str, value: dict) -> str:
        page = make.ArticleFactory(body=[{"type": kind, "value": value}])
        build = Build()
        html = render_template(page.page_template, build.facts(page.pk), build.chrome())
        assert parse(html).errors == []
        return html.partition("<main")[2].partition("</main>")[0]

    return show


def photo(image_id: int, alt: str, caption: str = "") -> dict:
    image = {"image": image_id, "alt_text": alt, "decorative": False}
    return {"image": image, "caption": caption}


@pytest.fixture
def photos():
    camera = {"credit": "志愿者摄"}
    first, second = make.ImageFactory(**camera), make.ImageFactory(title="粽子", **camera)
    return {
        "photos": [
            photo(first.pk, "三个人和面", "和面"),
            photo(second.pk, "一锅粽子"),
            photo(second.pk + 9, "已经没有的"),
        ]
    }


def test_each_photo_has_its_words_and_leads_to_itself_in_full(shown, photos):
    html = shown("gallery", photos)
    assert re.findall(r'alt="([^"]*)"', html) == ["三个人和面", "一锅粽子"]
    assert html.count("<figcaption>和面</figcaption>") == 1
    for full, small in re.findall(r'<a href="(/media/[^"]+)"><img src="([^"]+)"', html):
        assert full == small
    assert html.count("<li>\n    <figure>") == 2


def test_a_source_that_all_photos_share_is_named_once(shown, photos):
    assert shown("gallery", photos).count("志愿者摄") == 1


def test_a_book_for_reading_offline_takes_the_photos_of_its_chapters_along(photos):
    page = ArticlePage(body=[{"type": "gallery", "value": photos}])
    chapter = {"body": stream_facts(page.body, Build())}
    book = {"body": [], "chapters": [chapter], "cover": None}
    assert [image["alt"] for image in pictures_of(book)] == ["三个人和面", "一锅粽子"]


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [
        ("form.docx", 100, "DOCX，1 KB"),
        ("form.pdf", 3 * 1024 * 1024 // 2, "PDF，1.5 MB"),
        ("form", 2048, "文件，2 KB"),
    ],
)
def test_an_attachment_says_what_it_is_and_how_large(name, size, told, shown):
    document = make.DocumentFactory(file=ContentFile(b"x" * size, name=name))
    html = shown("attachments", {"attachments": [{"document": document.pk, "title": "报名表"}]})
    assert f"<small>{told}</small>" in html
    assert ">报名表</a>" in html
