"""简报: issues by year and number, one after the other, and the page that lists them all."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial

from django.utils.translation import gettext as _

from news.archive import year_label, years
from news.lists import NEWS, NewsList
from pages.publishing import Build, Facts, Output, page_path

BULLETIN = "bulletin"
YEAR = "issue_year"
BULLETINS = (("news_kind", BULLETIN),)
Issue = tuple[int, int]  # its number, the page's id


def issue_label(page) -> str:
    """As it stands on the page and in lists: "2026 年第 3 期（总第 57 期）"."""
    if page.news_kind != BULLETIN or not (page.issue_year and page.issue_number):
        return ""
    label = _("%(year)d 年第 %(number)d 期") % {
        "year": page.issue_year,
        "number": page.issue_number,
    }
    total = page.issue_total
    return label + _("（总第 %(number)d 期）") % {"number": total} if total else label


def beside(page, build: Build) -> Facts:
    """The issue before and the one after, each as a card or None."""
    if not issue_label(page):
        return {"previous_issue": None, "next_issue": None}
    previous, following = build.told(
        "news.bulletins.neighbours", page.issue_year, page.issue_number, page.pk
    )
    return {"previous_issue": build.card(previous), "next_issue": build.card(following)}


def neighbours(build: Build, year: int, number: int, page_id: int) -> tuple[int | None, int | None]:
    """Ids, in the order of the numbers. Reads the issues of the year, and those of another
    only where this one is the first or the last."""
    held = build.told("news.bulletins.issues_of", year)
    place = bisect_left(held, (number, page_id))
    here = place < len(held) and held[place][1] == page_id  # a draft isn't there yet
    after = held[place + 1 if here else place :]
    before = held[:place]
    return (
        before[-1][1] if before else last_before(year, build),
        after[0][1] if after else first_after(year, build),
    )


def issues_of(build: Build, year: int) -> list[Issue]:
    cards = build.listing(NEWS, **dict(BULLETINS), **{YEAR: year}).cards()
    return sorted((card["issue_number"], card["id"]) for card in cards if card["issue_number"])


def last_before(year: int, build: Build) -> int | None:
    earlier = [each for each in issue_years(build) if each < year]
    return build.told("news.bulletins.issues_of", earlier[-1])[-1][1] if earlier else None


def first_after(year: int, build: Build) -> int | None:
    later = [each for each in issue_years(build) if each > year]
    return build.told("news.bulletins.issues_of", later[0])[0][1] if later else None


def issue_years(build: Build) -> list[int]:
    """Those with a numbered issue."""
    found = years(build, YEAR, BULLETINS)
    return [year for year in found if build.told("news.bulletins.issues_of", year)]


# the page of all issues


def issues_output(bulletins: NewsList, build: Build) -> Output:
    facts = partial(issues_page, bulletins, build)
    path = page_path(issues_url(bulletins))
    return Output(path, "news/issues.html", facts, last=True, alone=True)


def issues_url(bulletins: NewsList) -> str:
    return f"{bulletins.url}issues/"


def issues_page(bulletins: NewsList, build: Build) -> Facts:
    title = _("%(title)s：各期目录") % {"title": bulletins.facts()["title"]}
    return bulletins.below(title, issues_url(bulletins)) | {
        "years": [
            {"key": year, "label": year_label(year), "issues": issue_cards(year, build)}
            for year in reversed(issue_years(build))
        ],
    }


def issue_cards(year: int, build: Build) -> list[Facts]:
    """The newest first."""
    issues = reversed(build.told("news.bulletins.issues_of", year))
    return [card for _number, page_id in issues if (card := build.card(page_id))]
