"""Gives short addresses out, tells them to the facts, and leads from each to where it belongs."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from pages.anchors import anchor
from pages.models.short_address import ShortAddress
from pages.publishing import Build, Facts, Output

# Lower case, without what is mistaken in handwriting or on the phone (0o 1il 2z 5s 6b 8 9gq uv)
# and without vowels, so that no code is a word.
ALPHABET = "347cdfhjkmnprtwxy"
LENGTH = 4  # 83,521 of them; a centre has a few hundred pages and sections

OF_PAGE = "pages.short_addresses.addresses_of"
TARGET = "pages.short_addresses.target"


def new_code() -> str:
    """One that was never given out."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
        if not ShortAddress.objects.filter(code=code).exists():
            return code


def typed_code(text: str) -> str:
    """A code as somebody typed it from paper."""
    return text.strip().lower()


def give_out(page: Any, titles: dict[str, str]):
    """See that a page and its sections have their codes. `titles` by block id; "" is the page."""
    known = {row.block: row for row in ShortAddress.objects.filter(page_id=page.pk)}
    for block, title in titles.items():
        row = known.get(block)
        if row is None:
            ShortAddress.objects.create(code=new_code(), page_id=page.pk, block=block, title=title)
        elif row.title != title:
            row.title = title
            row.save(update_fields=["title"])


# what facts say of them


def addresses_of(build: Build, page_id: int) -> dict[str, str]:
    """The codes of a page's own, by block id; "" is the page."""
    rows = build.once(("short addresses",), lambda: by_page(build))
    return rows.get(page_id, {})


def by_page(build: Build) -> dict[int | None, dict[str, str]]:
    found: dict[int | None, dict[str, str]] = {}
    for row in build.all(ShortAddress):
        found.setdefault(row.page_id, {})[row.block] = row.code
    return found


def short_facts(build: Build, page_id: int, block: str = "") -> Facts | None:
    """{"url", "shown"}: for links and QR codes, and as one types it. None for what has none."""
    code = build.told(OF_PAGE, page_id).get(block)
    if code is None:
        return None
    url = f"{build.base_url}/s/{code}/"
    return {"url": url, "shown": url.partition("://")[2].rstrip("/")}


def section_facts(build: Build, page_id: int, blocks: list[Facts]) -> list[Facts]:
    """The headings of a body: {"id", "title", "short"}; the id is that of the heading's element."""
    return [
        {
            "id": anchor(block),
            "title": block["value"],
            "short": short_facts(build, page_id, block["id"]),
        }
        for block in blocks
        if block["type"] == "heading"
    ]


# where they lead


def target(build: Build, code: str) -> Facts:
    """{"url", "title"}; the url is "" when nothing is left of what the code was given to."""
    row = next(row for row in build.all(ShortAddress) if row.code == code)
    if elsewhere := build.link(row.leads_to_id):
        return {"url": elsewhere["url"], "title": elsewhere["title"]}
    page = build.link(row.page_id)
    if page is None:
        return {"url": "", "title": row.title}
    place = f"#{anchor({'id': row.block})}" if row.block else ""
    return {"url": page["url"] + place, "title": row.title}


def outputs(build: Build) -> Iterator[Output]:
    """A small page at each short address, for servers that know no redirects."""
    for row in build.all(ShortAddress):
        found = build.told(TARGET, row.code)
        template = "short_address.html" if found["url"] else "pages/short_address_gone.html"
        facts = partial(page_facts, build, row.code)
        path = f"s/{row.code}/index.html"
        yield Output(path, template, facts, last=True, alone=True, redirect=found["url"])


def page_facts(build: Build, code: str) -> Facts:
    return gone_facts(build) | {"target": build.told(TARGET, code)}


def gone_facts(build: Build) -> Facts:
    """What the layout wants of a page that is none."""
    return {
        "kind": "short_address",
        "title": _("这个短网址指的内容已经没有了"),
        "seo_title": "",
        "lead": "",
        "description": "",
        "url": "",
        "breadcrumb": [{"title": build.root.title, "url": "/"}],
        "share_image": None,
    }
