"""The search list: one file that the export writes, and the search page reads."""

import json
import logging
from collections.abc import Iterator

from pages.publishing import Build, Output
from search.text import plain_text

logger = logging.getLogger(__name__)

PATH = "search/entries.json"
SKIPPED_KINDS = {"home"}
# Facts that are not this page's own words.
NOT_WORDS = {
    "id", "kind", "url", "breadcrumb", "share_image", "published", "updated", "seo_title",
    "siblings", "children", "chapters", "previous", "next", "handbook", "related", "others",
    "guides", "lines", "stations", "districts", "services", "form", "service", "replaced_by",
    "ticket", "tickets", "ics_url", "status", "category_key", "news_kind", "mode",
}  # fmt: skip


def search_outputs(build: Build) -> Iterator[Output]:
    """[{"url", "kind", "title", "lead", "text"}] of every page, in the tree's order."""
    found = (entry(page, build) for page in build.pages() if page.kind not in SKIPPED_KINDS)
    entries = [each for each in found if each]
    body = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
    yield Output(PATH, body=body, last=True)


def entry(page, build: Build) -> dict | None:
    """None for a page that cannot be made: the export tells of it, search does without."""
    try:
        facts = page.facts(build)
    except Exception:
        logger.exception("page %s is not in the search list", page.pk)
        return None
    own = {name: value for name, value in facts.items() if name not in NOT_WORDS}
    title, lead = own.pop("title"), own.pop("lead")
    return {
        "url": facts["url"],
        "kind": str(page._meta.verbose_name),
        "title": title,
        "lead": lead,
        "text": plain_text(own),
    }
