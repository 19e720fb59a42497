"""What a handbook's files say: facts, and nothing that changes without being seen."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from export.build import Build
from handbook_files.index_terms import index_groups
from pages.models import HandbookPage
from pages.publishing import Facts

NOT_PRINTED = {"files", "editions", "published", "updated", "share_image", "chapters", "breadcrumb"}
NOT_PRINTED |= {"previous", "next", "handbook", "children"}
SITE_FACTS = ("short_name", "full_name", "hotline", "hotline_hours", "base_url")
# What decides how it looks: when one of these changes, it is made anew.
SOURCES = (
    "site/handbook_files",
    "static/css",
    "templates/print",
    "templates/blocks",
    "templates/components",
)


def book_facts(handbook: HandbookPage, build: Build) -> Facts:
    chapters = [printed(build.facts(each)) for each in build.child_ids(handbook)]
    chrome = build.chrome()
    return printed(build.facts(handbook.pk)) | {
        "chapters": chapters,
        "index": index_groups(chapters),
        "frozen_on": "",
        "site": {name: chrome[name] for name in SITE_FACTS},
        "notes": 0,
    }


def printed(facts: Facts) -> Facts:
    kept = {name: value for name, value in facts.items() if name not in NOT_PRINTED}
    return kept | {"body": [still(block) for block in facts["body"]]}


def still(block: Facts) -> Facts:
    """How many places an event has left changes with each sign-up: no word for paper."""
    if block["type"] != "event_card" or not block["value"]["ticket"]:
        return block
    ticket = block["value"]["ticket"] | {"places": None}
    return block | {"value": block["value"] | {"ticket": ticket}}


def digest_of(book: Facts) -> str:
    told = json.dumps(book, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256("\n".join([told, looks()]).encode()).hexdigest()


def looks() -> str:
    parts = [version("weasyprint")]
    for folder in SOURCES:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css"}:
                parts.append(hashlib.sha256(path.read_bytes()).hexdigest())
    return "\n".join(parts)
