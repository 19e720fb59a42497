"""Pictures in the docs: each is there, says what it shows, and loads on a phone."""

import re

from tests.pictures.__main__ import MOST, PICTURE_LIST, PICTURES, ROOT

SHOWN = re.compile(r"!\[([^\]]*)\]\((?:docs/)?pictures/([\w.-]+)\)")


def shown() -> list[tuple[str, str]]:
    """(what it says, its file) of every picture in the docs."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    return [found for page in pages for found in SHOWN.findall(page.read_text())]


def test_each_picture_that_is_shown_is_there_small_and_described():
    for words, name in shown():
        assert (PICTURES / name).stat().st_size < MOST
        assert len(words) > 10, name


def test_each_picture_that_is_taken_is_shown_and_no_other_lies_about():
    there = {path.name for path in PICTURES.iterdir()}
    assert {f"{each.name}.png" for each in PICTURE_LIST} <= there
    assert there == {name for _words, name in shown()}
