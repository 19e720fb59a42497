"""The feeds of a list: what is new in it, as Atom and as JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from news.lists import NEWS, NewsList
from pages.publishing import Build, Facts, Output, file_path

FEED_SIZE = 20
ATOM = "feed.xml"
JSON = "feed.json"
JSON_FEED = "https://jsonfeed.org/version/1.1"
MIDNIGHT = "T00:00:00+08:00"
EMPTY_SINCE = "1970-01-01T00:00:00+00:00"


def feed_outputs(news: NewsList, build: Build) -> Iterator[Output]:
    facts = partial(feed, news, build)
    yield Output(file_path(news.url + ATOM), "news/feed.xml", facts, last=True, alone=True)
    body = partial(json_feed, news, build)
    yield Output(file_path(news.url + JSON), body=body, last=True, alone=True)


def feed_links(url: str) -> list[Facts]:
    """A list's feeds, for the head of its pages and for those who look for them."""
    return [
        {"type": "application/atom+xml", "name": "Atom", "url": url + ATOM},
        {"type": "application/feed+json", "name": "JSON Feed", "url": url + JSON},
    ]


def feed(news: NewsList, build: Build) -> Facts:
    held = build.listing(NEWS, **dict(news.where))
    entries = [entry(card, build) for card in held.first(FEED_SIZE)]
    return news.facts() | {
        "entries": entries,
        "updated_at": max((each["updated_at"] for each in entries), default=EMPTY_SINCE),
        "base_url": build.base_url,
    }


def entry(card: Facts, build: Build) -> Facts:
    return card | build.told("news.feeds.identity", card["id"])


def identity(build: Build, page_id: int) -> Facts:
    """By what a feed reader knows an entry, and that it has changed."""
    page = build.page(page_id)
    if page is None:  # asked once more about one that is gone
        return {}
    changed = page.last_published_at or page.latest_revision_created_at
    updated = changed.isoformat() if changed else f"{page.published_on}{MIDNIGHT}"
    return {"updated_at": updated, "uuid": str(page.translation_key)}


def json_feed(news: NewsList, build: Build) -> bytes:
    facts, site = feed(news, build), build.settings
    base = facts["base_url"]
    document = {
        "version": JSON_FEED,
        "title": f"{site.short_name} - {facts['title']}",
        "description": facts["lead"],
        "language": "zh-Hans",
        "home_page_url": base + news.url,
        "feed_url": base + news.url + JSON,
        "authors": [{"name": site.full_name, "url": f"{base}/"}],
        "items": [item(each, base) for each in facts["entries"]],
    }
    return json.dumps(without_gaps(document), ensure_ascii=False, indent=1).encode()


def item(entry: Facts, base: str) -> Facts:
    """The text is the lead: who wants the rest comes to the page."""
    return without_gaps(
        {
            "id": f"urn:uuid:{entry['uuid']}",
            "url": base + entry["url"],
            "external_url": entry["original_url"],
            "title": entry["title"],
            "content_text": entry["lead"] or entry["title"],
            "image": entry["image"] and absolute(entry["image"]["src"], base),
            "date_published": entry["date"] + MIDNIGHT,
            "date_modified": entry["updated_at"],
            "tags": [entry["news_kind_label"]],
        }
    )


def without_gaps(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value or name == "items"}


def absolute(url: str, base: str) -> str:
    return url if "://" in url else base + url
