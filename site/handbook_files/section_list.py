"""The words of a handbook, section by section: the search within it leads to the very place."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from functools import partial

from export.build import Build
from pages.anchors import anchor
from pages.models import HandbookPage
from pages.publishing import Facts, Output
from search.entries import SECTIONS
from search.text import plain_text

logger = logging.getLogger(__name__)
OF_CHAPTER = "handbook_files.section_list.of_chapter"


def outputs(build: Build) -> Iterator[Output]:
    yield Output(SECTIONS, body=partial(section_list, build), last=True, alone=True)


def section_list(build: Build) -> bytes:
    """As the list of pages, and "within": the handbook's address. The kind is the chapter."""
    handbooks = build.all(HandbookPage)
    told = [build.told(OF_CHAPTER, each) for page in handbooks for each in build.child_ids(page)]
    entries = [entry for of_chapter in told for entry in of_chapter]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()


def of_chapter(build: Build, page_id: int) -> list[Facts]:
    """None of a chapter that cannot be made: the export tells of it, search does without."""
    if build.page(page_id) is None:  # asked once more about one that is gone
        return []
    try:
        facts = build.facts(page_id)
    except Exception:
        logger.exception("chapter %s is not in the list of sections", page_id)
        return []
    start = {"within": facts["handbook"]["url"], "kind": facts["title"]}
    start |= {"url": facts["url"], "title": facts["title"]}
    found = [start | {"lead": facts["lead"], "text": ""}]
    for block in facts["body"]:
        if block["type"] == "heading":
            place = {"url": f"{facts['url']}#{anchor(block)}", "title": block["value"]}
            found.append(start | place | {"lead": "", "text": ""})
        else:
            found[-1]["text"] += " " + plain_text(block["value"])
    return found
