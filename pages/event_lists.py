"""The lists an event calendar puts out: now, each month, each category, and one .ics."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from pages.calendar import all_tickets, as_shown, month_grid, month_label
from pages.event_feeds import feed, feed_links
from pages.event_recaps import recaps
from pages.publishing import Build, Facts, Output, page_path

DATES_OF_ONE_EVENT = 3
MOST_COMING = 20
MOST_PAST = 20
PAST_TEMPLATE = "pages/past_events.html"


@dataclass
class EventLists:
    """Every list of one calendar. Months are named "2026-12"; lists are oldest first."""

    page: Any  # the EventCalendarPage
    build: Build

    def outputs(self) -> Iterator[Output]:
        template = self.page.page_template
        yield Output(page_path(self.url), template, self.now, last=True)
        for key in self.months:
            yield Output(
                page_path(self.link(key)["url"]), template, partial(self.month, key), last=True
            )
        for category in self.categories:
            facts = partial(self.category, category)
            yield Output(page_path(category["url"]), template, facts, last=True)
            wanted = partial(self.is_of, category["key"])
            yield feed(category["url"], category["label"], wanted, self.build)
        if self.past:
            yield Output(page_path(self.past_url), PAST_TEMPLATE, self.past_events, last=True)
        yield feed(self.url, self.page.title, lambda ticket: True, self.build)

    @staticmethod
    def is_of(category: str, ticket: Facts) -> bool:
        return ticket["category_key"] == category

    @property
    def url(self) -> str:
        return self.build.url(self.page.pk)

    @property
    def tickets(self) -> list[Facts]:
        return all_tickets(self.build)

    @property
    def coming(self) -> list[Facts]:
        return [each for each in self.tickets if not each["past"]]

    @property
    def past(self) -> list[Facts]:
        """Newest first."""
        return [each for each in reversed(self.tickets) if each["past"]]

    @property
    def past_url(self) -> str:
        return f"{self.url}past/"

    @property
    def months(self) -> list[str]:
        return self.build.once(("calendar months",), self.find_months)

    def find_months(self) -> list[str]:
        """Months that have an event, the present one, and those between it and the last."""
        today = month_key(self.build.today)
        held = {each["day"]["date"][:7] for each in self.tickets} | {today}
        return [key for key in month_range(min(held), max(held)) if key in held or key >= today]

    @property
    def shared(self) -> Facts:
        return self.build.facts(self.page.pk) | {
            "categories": self.categories,
            "months": self.month_links(),
            **feed_links(self.url, self.build),
            "past_url": self.past_url if self.past else "",
            "series": self.series,
            "category": None,
            "past_tickets": [],
            "holidays": None,
        }

    @property
    def categories(self) -> list[Facts]:
        used = {each["category_key"]: each["category"] for each in self.tickets}
        return [
            {"key": key, "label": used[key], "url": f"{self.url}{key}/"} for key in sorted(used)
        ]

    @property
    def series(self) -> list[Facts]:
        cards = self.build.listing("pages.EventSeriesPage").cards()
        return [{name: each[name] for name in ("title", "url")} for each in cards]

    def now(self) -> Facts:
        """The calendar's front page: this month's grid and everything that is coming."""
        grid = self.grid(month_key(self.build.today))
        return (
            self.shared
            | grid
            | {
                "view": "now",
                "tickets": self.coming_without_flood(),
                "holidays": self.build.told("pages.holidays.coming_holidays"),
            }
        )

    def coming_without_flood(self) -> list[Facts]:
        """The next dates of all events; a weekly one doesn't push the others away."""
        seen: Counter[int] = Counter()
        kept = []
        for each in self.coming:
            seen[each["id"]] += 1
            if seen[each["id"]] <= DATES_OF_ONE_EVENT:
                kept.append(each)
        return self.shown(kept[:MOST_COMING])

    def month(self, key: str) -> Facts:
        link = self.link(key)
        place = self.under(link["label"], link["url"])
        return self.shared | self.grid(key) | place | {"view": "month"}

    def category(self, category: Facts) -> Facts:
        held = [each for each in self.tickets if each["category_key"] == category["key"]]
        return (
            self.shared
            | self.under(category["label"], category["url"])
            | {
                "view": "category",
                "month": None,
                "previous": None,
                "next": None,
                "category": category["key"],
                **feed_links(category["url"], self.build),
                "tickets": self.shown(each for each in held if not each["past"]),
                "past_tickets": self.shown(each for each in held if each["past"])[::-1],
            }
        )

    def past_events(self) -> Facts:
        """What was told of afterwards, and the latest of the rest; months have them all."""
        silent = [each for each in self.past if not each["has_recap"]][:MOST_PAST]
        lead, today = (
            _("办完的都在这里：有回顾的先看照片，别的按月找。"),
            month_key(self.build.today),
        )
        return (
            self.shared
            | self.under(_("办过的活动"), self.past_url)
            | {
                "view": "past",
                "lead": lead,
                "description": lead,
                "months": [each for each in self.month_links() if each["key"] <= today],
                "recaps": recaps(self.build),
                "past_tickets": self.shown(silent),
            }
        )

    def grid(self, key: str) -> Facts:
        year, month = map(int, key.split("-"))
        place, months = self.months.index(key), self.months
        held = [each for each in self.tickets if each["day"]["date"].startswith(key)]
        return {
            "month": month_grid(year, month, held, self.build),
            "tickets": self.shown(held),
            "previous": self.link(months[place - 1]) if place else None,
            "next": self.link(months[place + 1]) if place + 1 < len(months) else None,
        }

    def shown(self, tickets: Iterable[Facts]) -> list[Facts]:
        return [as_shown(each, self.build) for each in tickets]

    def under(self, title: str, url: str) -> Facts:
        """A page below the calendar's own: its title, address and breadcrumb."""
        base = self.build.facts(self.page.pk)
        crumbs = [*base["breadcrumb"], {"title": base["title"], "url": base["url"]}]
        return {"title": title, "seo_title": title, "url": url, "breadcrumb": crumbs}

    def link(self, key: str) -> Facts:
        year, month = map(int, key.split("-"))
        return {"key": key, "label": month_label(year, month), "url": f"{self.url}{key}/"}

    def month_links(self) -> list[Facts]:
        """Months that have events, newest first, with how many."""
        dates = [each["day"]["date"] for each in self.tickets]
        links = [
            self.link(key) | {"count": sum(day.startswith(key) for day in dates)}
            for key in reversed(self.months)
        ]
        return [link for link in links if link["count"]]


def month_range(first: str, last: str) -> Iterator[str]:
    year, month = map(int, first.split("-"))
    while f"{year}-{month:02}" <= last:
        yield f"{year}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def month_key(day: date) -> str:
    return f"{day.year}-{day.month:02}"
