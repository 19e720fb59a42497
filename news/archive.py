"""News by year: a page for each year of a list, which no other year's news change."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from news.lists import NEWS, NewsList
from pages.publishing import Build, Facts, Output, page_path

YEAR = "published_on__year"
Where = tuple[tuple[str, Any], ...]


def year_outputs(held: NewsList, build: Build) -> Iterator[Output]:
    for year in years(build, YEAR, held.where):
        facts = partial(year_page, held, year, build)
        path = page_path(year_url(held, year))
        yield Output(path, "news/year.html", facts, last=True, alone=True)


def years(build: Build, field: str, where: Where) -> list[int]:
    """The years of which there is something, oldest first. An answer of its own: who asks for
    it isn't concerned when something new comes to a year that is there already."""
    return build.told("news.archive.find_years", field, where)


def find_years(build: Build, field: str, where: Where) -> list[int]:
    everything = build.listing(NEWS, **dict(where))
    ends = [*everything.slice(1, 1), *everything.first(1)]
    if not ends:
        return []
    first, last = int(ends[0]["date"][:4]), int(ends[-1]["date"][:4])
    # An issue may belong to the year before or after the one of its date.
    return [
        year
        for year in range(first - 1, last + 2)
        if build.listing(NEWS, **dict(where), **{field: year}).any()
    ]


def year_page(held: NewsList, year: int, build: Build) -> Facts:
    there = years(build, YEAR, held.where)
    place = there.index(year)
    cards = in_year(held, year, build).cards()
    title = _("%(title)s：%(year)d 年") % {"title": held.facts()["title"], "year": year}
    return held.below(title, year_url(held, year)) | {
        "lead": _("这一年 %(count)d 条") % {"count": len(cards)},
        "months": months(cards),
        "label": year_label(year),
        "previous": link(held, there[place - 1]) if place else None,
        "next": link(held, there[place + 1]) if place + 1 < len(there) else None,
    }


def months(cards: list[Facts]) -> list[Facts]:
    """The cards by month, in their own order: the newest month first."""
    return [
        {"key": key, "label": _("%(month)d 月") % {"month": int(key[5:])}, "news": list(of_month)}
        for key, of_month in groupby(cards, key=lambda card: card["date"][:7])
    ]


def year_links(held: NewsList, build: Build) -> list[Facts]:
    """The years with how many news each has, newest first."""
    return [
        link(held, year) | {"count": in_year(held, year, build).count()}
        for year in reversed(years(build, YEAR, held.where))
    ]


def in_year(held: NewsList, year: int, build: Build):
    return build.listing(NEWS, **dict(held.where), **{YEAR: year})


def link(held: NewsList, year: int) -> Facts:
    return {"title": year_label(year), "url": year_url(held, year)}


def year_label(year: int) -> str:
    return _("%(year)d 年") % {"year": year}


def year_url(held: NewsList, year: int) -> str:
    return f"{held.url}{year}/"
