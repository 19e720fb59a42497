"""The lists of a news index: everything, each kind, each topic; page by page, and the feed."""

from collections.abc import Callable, Iterator
from functools import partial

from django.apps import apps

from pages.chrome import index_url
from pages.publishing import Build, Facts, Listing, Output, file_path, page_path

PAGE_SIZE = 10
FEED_SIZE = 20
NEWS = "news.NewsPage"


def news_outputs(index, build: Build) -> Iterator[Output]:
    url = build.url(index.pk)
    yield from paged(index, build.listing(NEWS), url, partial(shared, index, build), build)
    for kind in kinds(index, build):
        held = build.listing(NEWS, news_kind=kind["key"])
        facts = partial(of_kind, index, kind, build)
        yield from paged(index, held, kind["url"], facts, build)
    for topic in build.all("news.NewsTopic"):
        held = build.listing(NEWS, topics=topic.pk)
        facts = partial(of_topic, index, topic_facts(topic, build), build)
        yield from paged(index, held, topic_facts(topic, build)["url"], facts, build)
    feed_path = file_path(f"{url}feed.xml")
    yield Output(feed_path, "news/feed.xml", partial(feed, index, build), last=True)


def shared(index, build: Build) -> Facts:
    """What every list of the index shows."""
    return build.once(("news", index.pk), lambda: shared_facts(index, build))


def shared_facts(index, build: Build) -> Facts:
    return build.facts(index.pk) | {
        "kinds": kinds(index, build),
        "topics": topics(build),
        "current": "",
    }


def of_kind(index, kind: Facts, build: Build) -> Facts:
    return under(shared(index, build), kind["label"], "") | {"current": kind["key"]}


def of_topic(index, topic: Facts, build: Build) -> Facts:
    facts = under(shared(index, build), topic["title"], topic["lead"])
    return facts | {"current": topic["slug"]}


def paged(
    index, held: Listing, url: str, facts: Callable[[], Facts], build: Build
) -> Iterator[Output]:
    """One list, cut into pages; the newest page is the list's own address."""
    total = held.slice_count(PAGE_SIZE)
    for number in range(1, total + 1):
        path = page_path(page_url(url, number, total))
        make = partial(list_page, held, number, url, facts)
        yield Output(path, index.page_template, make, last=True, alone=True)


def list_page(held: Listing, number: int, url: str, facts: Callable[[], Facts]) -> Facts:
    """A page of a list tells from which day to which it goes, not how many there are: it
    stays as it is while the list grows."""
    cards, newest = held.slice(number, PAGE_SIZE), held.is_newest(number, PAGE_SIZE)
    return facts() | {
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


def page_url(url: str, number: int, total: int) -> str:
    return url if number == total else slice_url(url, number)


def slice_url(url: str, number: int) -> str:
    return f"{url}page-{number}/"


def under(base: Facts, title: str, lead: str) -> Facts:
    """The same page, one step further down: a kind or a topic."""
    crumbs = [*base["breadcrumb"], {"title": base["title"], "url": base["url"]}]
    return base | {"title": title, "seo_title": title, "lead": lead, "breadcrumb": crumbs}


def kinds(index, build: Build) -> list[Facts]:
    """The kinds of which there is news."""
    url = build.url(index.pk)
    return [
        {"key": key, "label": label, "url": f"{url}{key}/"}
        for key, label in kind_labels(build).items()
        if build.listing(NEWS, news_kind=key).any()
    ]


def kind_labels(build: Build) -> dict[str, str]:
    """Asked for on each card: the choices' own words are translated at every use."""
    choices = apps.get_model(NEWS).Kind.choices
    return build.once(("news kinds",), lambda: {key: str(label) for key, label in choices})


def topics(build: Build) -> list[Facts]:
    return [topic_facts(topic, build) for topic in build.all("news.NewsTopic")]


def topic_facts(topic, build: Build) -> Facts:
    url = index_url(build, "news.NewsIndexPage")
    return {
        "title": topic.name,
        "slug": topic.slug,
        "lead": topic.summary,
        "url": f"{url}topic-{topic.slug}/",
    }


def feed(index, build: Build) -> Facts:
    entries = [feed_entry(card, build) for card in build.listing(NEWS).first(FEED_SIZE)]
    newest = max((entry["updated_at"] for entry in entries), default="1970-01-01T00:00:00+00:00")
    return build.facts(index.pk) | {
        "entries": entries,
        "updated_at": newest,
        "base_url": build.base_url,
    }


def feed_entry(card: Facts, build: Build) -> Facts:
    return card | build.told("news.lists.identity", card["id"])


def identity(build: Build, page_id: int) -> Facts:
    """By what a feed reader knows an entry, and that it has changed."""
    page = build.page(page_id)
    if page is None:  # asked once more about one that is gone
        return {}
    changed = page.last_published_at or page.latest_revision_created_at
    updated = changed.isoformat() if changed else f"{page.published_on}T00:00:00+08:00"
    return {"updated_at": updated, "uuid": str(page.translation_key)}
