"""The browser's index follows each change, and a change touches one file of it."""

import json

import pytest

from export.deliver import export_site
from export.worker import build_pending
from search.index import BLOCKS, block_of, file_of, packed_numbers, quarter, unit_for
from search.models import SynonymGroup
from tests import factories as make
from tests.same_site import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(out):
    index = make.GuideIndexFactory(title="办事指南", slug="guides")
    guide = make.GuideFactory(parent=index, title="居住证", slug="permit")
    make.GuideFactory(parent=index, title="身份证", slug="card")
    export_site()
    return guide


def changed(out, before):
    after = snapshot(out)
    paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return {path for path in paths if path.startswith("search/") and not path.endswith(".gz")}


def test_an_edit_changes_one_file_of_the_index_and_puts_its_words_there(guide, out):
    before = snapshot(out)
    guide.eligibility_intro = "<p>新写的一句</p>"
    guide.save_revision().publish()
    build_pending()
    block = guide.pk // 50
    name = f"search/index-{block // BLOCKS}.bin"
    assert changed(out, before) == {f"search/entries-{block}.json", name}
    assert "新写的一句".encode("utf-16-le") in (out / name).read_bytes()


def test_a_synonym_is_in_the_index_when_the_change_is_built(guide, out):
    before = snapshot(out)
    SynonymGroup.objects.create(words="落户、入户")
    build_pending()
    assert changed(out, before) == {"search/index.json"}
    assert json.loads((out / "search/index.json").read_bytes())["synonyms"] == [["落户", "入户"]]


def test_a_page_that_is_gone_is_gone_from_the_index(guide, out):
    name = out / f"search/index-{guide.pk // 500}.bin"
    assert "/guides/permit/".encode("utf-16-le") in name.read_bytes()
    guide.unpublish()
    build_pending()
    assert "/guides/permit/".encode("utf-16-le") not in name.read_bytes()


def test_long_pages_make_larger_sections_and_no_fault():
    text = "".join(chr(0x4E00 + number % 20000) for number in range(0, 900_000, 7))
    entry = {"url": "/", "kind": "文章", "date": "", "title": "长", "lead": "", "text": text}
    pages = [(entry, packed_numbers(entry))] * 50
    body = file_of([block_of(pages, ["文章"])])
    assert body[1] == unit_for(body[1] * 16 * 255) // 16 > 1


@pytest.mark.parametrize(
    ("day", "number"),
    [("2026-11-25", 107), ("2000-01-01", 0), ("1999-12-31", 0), ("2070-01-01", 255), ("", 0)],
)
def test_days_are_told_by_the_quarter(day, number):
    assert quarter(day) == number
