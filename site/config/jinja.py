"""The Jinja2 environment of the public templates: they get plain data, and no more."""

import re
from datetime import date

from django.utils import translation
from django.utils.translation import gettext_noop as _
from jinja2 import Environment, StrictUndefined, select_autoescape
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from config.compiled_templates import CompiledTemplates
from config.page_environment import PageEnvironment, translated
from pages.anchors import anchor
from pages.structured_data import structured_data

MONTH_DAY = _("%(month)d月%(day)d日")
CLAUSE = re.compile(r"[^，、：；。？！—]+[，、：；。？！—]*|[，、：；。？！—]+")


def environment(**options) -> Environment:
    options["undefined"] = StrictUndefined
    options["bytecode_cache"] = CompiledTemplates()
    options["autoescape"] = select_autoescape(
        ("html", "xml"), default=False, default_for_string=True
    )
    env = PageEnvironment(
        **options,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # The i18n extension gives the environment this method.
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translated, translation.ngettext, newstyle=True
    )
    env.filters |= {
        "phrases": phrases,
        "month_day": month_day,
        "phone_link": phone_link,
        "anchor": anchor,
        "linked_data": linked_data,
    }
    return env


def phrases(text: str) -> Markup:
    """Keeps the clauses of a heading whole: each is a .phrase, which moves to a new line as one."""
    clauses = CLAUSE.findall(text)
    if len(clauses) < 2:
        return escape(text)
    return Markup("").join(Markup('<span class="phrase">{}</span>').format(c) for c in clauses)


def linked_data(page: dict, site: dict) -> Markup:
    """JSON-LD for search engines; no browser runs it, and nothing in it can end the element."""
    nodes = structured_data(page, site)
    if not nodes:
        return Markup("")
    graph = {"@context": "https://schema.org", "@graph": nodes}
    told = htmlsafe_json_dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/ld+json">{}</script>\n').format(told)


def month_day(iso: str) -> str:
    """ "2026-11-20" → "11月20日"."""
    day = date.fromisoformat(iso)
    return translated(MONTH_DAY) % {"month": day.month, "day": day.day}


def phone_link(number: str) -> str:
    """The address that dials a number: "0756-000 0000" → "tel:07560000000"."""
    return "tel:" + re.sub(r"[^\d+]", "", number)
