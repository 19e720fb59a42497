"""A list of news: all of them, those of a kind, those of a topic; page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.apps import apps

from pages.publishing import Build, Facts, Listing, Output, page_path

PAGE_SIZE = 10
NEWS = "news.NewsPage"
OLD_PAGE = "news/news_index.html"


@dataclass(frozen=True)
class NewsList:
    """Which news, at which address, and the words around them.

    `facts` gives what each page of the list says; `front` what the list's own address says
    besides. Old pages don't ask for the second: they stay as they are while the site grows.
    """

    where: tuple[tuple[str, Any], ...]  # (("news_kind", "story"),)
    url: str
    template: str
    facts: Callable[[], Facts]
    front: Callable[[], Facts] = dict

    def with_front(self, front: Callable[[], Facts]) -> NewsList:
        return replace(self, front=front)

    def below(self, title: str, url: str) -> Facts:
        """A page one step further down."""
        return under(self.facts(), title, url)


def under(base: Facts, title: str, url: str) -> Facts:
    crumbs = [*base["breadcrumb"], {"title": base["title"], "url": base["url"]}]
    return base | {
        "title": title,
        "seo_title": title,
        "lead": "",
        "description": "",
        "url": url,
        "breadcrumb": crumbs,
    }


def page_outputs(news: NewsList, build: Build) -> Iterator[Output]:
    """One list, cut into pages; the newest page is the list's own address."""
    held = build.listing(NEWS, **dict(news.where))
    total = held.slice_count(PAGE_SIZE)
    for number in range(1, total):
        path = page_path(slice_url(news.url, number))
        make = partial(old_page, news, held, number)
        yield Output(path, OLD_PAGE, make, last=True, alone=True)
    make = partial(front_page, news, held, total)
    yield Output(page_path(news.url), news.template, make, last=True, alone=True)


def front_page(news: NewsList, held: Listing, number: int) -> Facts:
    return news.facts() | news.front() | list_page(held, number, news.url)


def old_page(news: NewsList, held: Listing, number: int) -> Facts:
    return news.facts() | list_page(held, number, news.url)


def list_page(held: Listing, number: int, url: str) -> Facts:
    """A page of a list tells from which day to which it goes, not how many there are: it
    stays as it is while the list grows."""
    cards, newest = held.slice(number, PAGE_SIZE), held.is_newest(number, PAGE_SIZE)
    return {
        "url": url if newest else slice_url(url, number),
        "news": cards,
        "from": cards[-1]["date"] if cards else "",
        "until": cards[0]["date"] if cards else "",
        "newest": newest,
        "newer": "" if newest else newer_url(held, number, url),
        "older": slice_url(url, number - 1) if number > 1 else "",
    }


def newer_url(held: Listing, number: int, url: str) -> str:
    return url if held.is_newest(number + 1, PAGE_SIZE) else slice_url(url, number + 1)


def slice_url(url: str, number: int) -> str:
    return f"{url}page-{number}/"


def kind_labels(build: Build) -> dict[str, str]:
    """Asked for on each card: the choices' own words are translated at every use."""
    choices = apps.get_model(NEWS).Kind.choices
    return build.once(("news kinds",), lambda: {key: str(label) for key, label in choices})
