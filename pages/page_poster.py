"""A sheet of A4 for any page: its title, what it is about, and a code that leads to it."""

from typing import Any

from pages.publishing import Build, Facts
from pages.qr_codes import qr_code


def poster_facts(page: Any, build: Build) -> Facts:
    """The short address where the page has one: it lasts as long as the paper. Otherwise the
    address where the page stands; a page that moves leaves a redirect there."""
    facts = page.facts(build)
    own = f"{build.base_url}{facts['url']}"
    short = facts.get("short") or {"url": own, "shown": own.partition("://")[2]}
    return {
        "kind": "page_poster",
        "title": facts["title"],
        "seo_title": "",
        "lead": facts.get("answer_headline") or facts["lead"],
        "about": facts["url"],
        "label": page.share_label(build),
        "checked_on": facts.get("last_verified") or facts["updated"],
        "code": qr_code(short["url"]),
        "address_to_type": short["shown"],
    }
