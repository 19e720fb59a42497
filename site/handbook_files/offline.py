"""The whole handbook as one HTML file, to be kept on a phone and read without a connection."""

from __future__ import annotations

import re
from html import unescape

from django.conf import settings
from markupsafe import Markup, escape
from rcssmin import cssmin

from config.public_files import OFFLINE_POLICY
from export.render import render_template
from handbook_files.pictures import as_data
from pages.publishing import Facts

# Of the site's own style, what a chapter's blocks wear.
COMPONENTS = (
    "article", "attachments", "button", "checklist", "counts", "faq", "ledger", "notice", "phones",
    "picture", "quoted-fact", "route", "tag", "ticket", "timetable",
)  # fmt: skip
HREF = re.compile(r'href="(/[^"]*)"')


def offline_page(book: Facts) -> bytes:
    about = {"style": style(), "policy": policy(), "pictures": as_data(book)}
    html = render_template("print/offline.html", book | about, book["site"])
    places = {book["url"]: "#top"}
    places |= {each["url"]: f"#chapter-{each['number']}" for each in book["chapters"]}
    return HREF.sub(lambda found: f'href="{leads_to(found[1], places, book)}"', html).encode()


def leads_to(href: str, places: dict[str, str], book: Facts) -> str:
    """A link inside the book stays inside; any other one leads to the site."""
    path, _hash, anchor = unescape(href).partition("#")
    if path in places:
        return str(escape(f"#{anchor}" if anchor else places[path]))
    return str(escape(book["site"]["base_url"])) + href


def policy() -> str:
    """As it is served, but for what a page can't say of itself: from a folder nothing is sent
    with it."""
    return OFFLINE_POLICY.partition("; frame-ancestors")[0]


def style() -> Markup:
    static = settings.BASE_DIR / "static/css"
    files = [static / f"{name}.css" for name in ("tokens", "base", "layout")]
    files += [static / f"components/{name}.css" for name in COMPONENTS]
    files += [settings.BASE_DIR / "templates/print/offline.css", static / "print.css"]
    return Markup(cssmin("\n".join(path.read_text() for path in files)))  # noqa: S704 - our own
