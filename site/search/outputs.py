"""The search list, in blocks of pages: files that the export writes, and the search reads."""

import json
import logging
from collections.abc import Iterator
from functools import partial

from export.build import Build
from pages.publishing import Facts, Output
from search.text import plain_text

logger = logging.getLogger(__name__)

FOLDER = "search/"
ENTRY = "search.outputs.entry"  # also in settings.TOLD_OF_EVERY_PAGE
SKIPPED_KINDS = {"home"}
# Facts that are not this page's own words.
NOT_WORDS = {
    "id", "kind", "url", "breadcrumb", "share_image", "published", "updated", "seo_title",
    "description",
    "siblings", "children", "chapters", "previous", "next", "handbook", "related", "others",
    "guides", "lines", "stations", "districts", "services", "form", "service", "replaced_by",
    "ticket", "tickets", "ics_url", "status", "category_key", "news_kind", "mode", "short",
    "previous_issue", "next_issue", "canonical", "original_url",
    "past_tickets", "recaps", "webcal_url", "editions",
    "sections", "bring_lists", "index_terms", "files", "rule_sets", "worksheet_url",
    "schedule", "maps", "poster_url", "feedback_url",
}  # fmt: skip


def search_outputs(build: Build) -> Iterator[Output]:
    for number in build.blocks():
        body = partial(entries, number, build)
        yield Output(f"{FOLDER}entries-{number}.json", body=body, last=True, alone=True)


def entries(number: int, build: Build) -> bytes:
    """[{"url", "kind", "date", "title", "lead", "text"}] of the pages of a block."""
    ids = build.block_ids(number)
    build.reading.expect(("told", ENTRY, page_id) for page_id in ids)
    told = [build.told(ENTRY, page_id) for page_id in ids]
    found = [each for each in told if each]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def entry(build: Build, page_id: int) -> dict | None:
    """None for a page that cannot be made: the export tells of it, search does without."""
    page = build.page(page_id)
    if page is None or page.kind in SKIPPED_KINDS:
        return None
    try:
        facts = build.facts(page_id)
    except Exception:
        logger.exception("page %s is not in the search list", page_id)
        return None
    own = {name: value for name, value in facts.items() if name not in NOT_WORDS}
    title, lead = own.pop("title"), own.pop("lead")
    return {
        "url": facts["url"],
        "kind": kind_name(page, build),
        **state(facts),
        "date": facts.get("date") or build.changed_on(page_id),
        "title": title,
        "lead": lead,
        "text": plain_text(own),
    }


def state(facts: Facts) -> Facts:
    """Of a guide that doesn't hold any more: {"status", "status_label"}."""
    if facts["kind"] != "guide" or facts["status"] == "current":
        return {}
    return {name: facts[name] for name in ("status", "status_label")}


def kind_name(page, build: Build) -> str:
    model = page._meta
    return build.once(("kind name", model.label), lambda: str(model.verbose_name))
