"""The search page as plain data: what was found, by kind, page by page."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from export.build import Build
from export.respond import page_defaults
from pages.publishing import Facts, Output, page_path
from search.excerpts import excerpt, mark, pattern_of
from search.find import Fit, Found

PAGE_SIZE = 20
ADDRESS = "/search/"
FITS = {
    Fit.ANY: gettext_lazy("没有一页同时有这几个词，下面每页有其中一个。"),
    Fit.PIECES: gettext_lazy("没有一页原样有这句话，下面是说得最近的。"),
}


def page_outputs(build: Build) -> Iterator[Output]:
    """The search page before anything is asked. When something is, the application answers in
    its place; the page's script does, too."""
    yield Output(page_path(ADDRESS), "search/results.html", partial(empty_page, build))


def empty_page(build: Build) -> Facts:
    return page_defaults(build) | search_facts("", "", 1, Found())


def search_facts(query: str, kind: str, number: int, found: Found, within: str = "") -> Facts:
    """`kind` is a kind's Chinese name, blank for all; pages are numbered from 1."""
    kinds = Counter(entry["kind"] for entry in found.entries)
    kind = kind if kind in kinds else ""
    entries = [each for each in found.entries if not kind or each["kind"] == kind]
    pages = max(-(-len(entries) // PAGE_SIZE), 1)
    number = min(max(number, 1), pages)
    shown = entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return {
        "title": _("在手册里搜") if within else _("搜索"),
        "kind": "search",
        "words": words(),
        "query": query,
        "within": within,
        "count": len(entries),
        "results": [result(each, found) for each in shown],
        "note": str(FITS.get(found.fit, "")) if entries else "",
        "also": also(found),
        "kinds": kind_links(query, kinds, within),
        "current": kind,
        "all_url": address(query, within=within),
        "number": number,
        "pages": pages,
        "previous": address(query, kind, number - 1, within) if number > 1 else "",
        "next": address(query, kind, number + 1, within) if number < pages else "",
    }


def words() -> Facts:
    """What the script says, with %(names)s to be filled in."""
    return {
        "title": _("搜“%(query)s”"),
        "found": _("“%(query)s”有 %(count)s 页"),
        "about": _("“%(query)s”大约有 %(count)s 页"),
        "nothing": _("没找到“%(query)s”"),
        "any": str(FITS[Fit.ANY]),
        "also": _("意思一样的也找了："),
        "all": _("全部"),
        "one_kind": _("只看一类"),
        "more": _("再看几页"),
    }


def result(entry: Facts, found: Found) -> Facts:
    return {
        "title": mark(entry["title"], pattern_of(found.terms)),
        "url": entry["url"],
        "kind_label": entry["kind"],
        "status": entry.get("status", ""),
        "status_label": entry.get("status_label", ""),
        "excerpt": excerpt(entry, found.terms),
    }


def also(found: Found) -> list[str]:
    """The other words that were looked for, too."""
    return [way for term in found.terms for way in term.ways[1:]]


def kind_links(query: str, kinds: Counter[str], within: str) -> list[Facts]:
    """Most frequent first; none where there is one kind only."""
    if len(kinds) < 2:
        return []
    return [
        {"key": kind, "label": f"{kind} {count}", "url": address(query, kind, within=within)}
        for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    ]


def address(query: str, kind: str = "", number: int = 1, within: str = "") -> str:
    given = {"q": query, "within": within, "kind": kind, "page": number if number > 1 else ""}
    return f"{ADDRESS}?{urlencode({name: value for name, value in given.items() if value})}"
