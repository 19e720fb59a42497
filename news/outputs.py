"""What a news index and a topic put out: their lists, each with its years and its feeds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from news.archive import year_links, year_outputs
from news.bulletins import BULLETIN, issues_output, issues_url
from news.feeds import feed_links, feed_outputs
from news.lists import NEWS, NewsList, kind_labels, page_outputs, under
from pages.models.base import BasePage
from pages.publishing import Build, Facts, Output

TOPIC = "news.TopicPage"
# What is said of a page when it is edited, whatever was edited.
OF_THE_WHOLE = {"published", "updated"}


def index_outputs(index, build: Build) -> Iterator[Output]:
    everything = all_news(index, build)
    yield from list_outputs(everything, build)
    for kind in kinds(everything.url, build):
        held = of_kind(index, kind, build)
        yield from list_outputs(held, build)
        if kind["key"] == BULLETIN:
            yield issues_output(held, build)


def topic_outputs(topic, build: Build) -> Iterator[Output]:
    yield from list_outputs(of_topic(topic, build), build)


def list_outputs(news: NewsList, build: Build) -> Iterator[Output]:
    yield from page_outputs(news, build)
    yield from year_outputs(news, build)
    yield from feed_outputs(news, build)


# the lists


def all_news(index, build: Build) -> NewsList:
    url = build.url(index.pk)
    news = NewsList((), url, index.page_template, partial(list_facts, index.pk, url, build))
    return news.with_front(lambda: {"topics": topics(build), "years": year_links(news, build)})


def of_kind(index, kind: Facts, build: Build) -> NewsList:
    where = (("news_kind", kind["key"]),)
    facts = partial(kind_facts, index.pk, kind, build)
    news = NewsList(where, kind["url"], index.page_template, facts)
    issues = issues_url(news) if kind["key"] == BULLETIN else ""
    return news.with_front(lambda: {"years": year_links(news, build), "issues_url": issues})


def of_topic(topic, build: Build) -> NewsList:
    where, url = (("topics", topic.pk),), build.url(topic.pk)
    facts = partial(topic_facts, topic.pk, url, build)
    news = NewsList(where, url, topic.page_template, facts)
    return news.with_front(lambda: build.facts(topic.pk) | {"years": year_links(news, build)})


# what is said on each page of a list


def list_facts(page_id: int, url: str, build: Build) -> Facts:
    return build.told("news.outputs.head", page_id) | {
        "kinds": kinds(url, build),
        "current": "",
        "all_url": url,
        "topics": [],
        "years": [],
        "issues_url": "",
        "feeds": feed_links(url),
    }


def kind_facts(index_id: int, kind: Facts, build: Build) -> Facts:
    facts = list_facts(index_id, build.url(index_id), build)
    place = {"current": kind["key"], "feeds": feed_links(kind["url"])}
    return under(facts, kind["label"], kind["url"]) | place


def topic_facts(page_id: int, url: str, build: Build) -> Facts:
    return list_facts(page_id, url, build) | {"kinds": []}


def head(build: Build, page_id: int) -> Facts:
    """A page's title, lead and place: an answer of its own, so that the old pages of a list
    aren't concerned by what else is edited."""
    page = build.page(page_id)
    if page is None:  # asked once more about one that is gone
        return {}
    facts = BasePage.facts(page, build)
    return {name: value for name, value in facts.items() if name not in OF_THE_WHOLE}


def kinds(url: str, build: Build) -> list[Facts]:
    """The kinds of which there is news; `url` is the index's."""
    return [
        {"key": key, "label": label, "url": f"{url}{key}/"}
        for key, label in kind_labels(build).items()
        if build.listing(NEWS, news_kind=key).any()
    ]


def topics(build: Build) -> list[Facts]:
    """Their cards, in the tree's order."""
    return build.listing(TOPIC).cards()
