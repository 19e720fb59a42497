"""What else to read beside an article."""

from collections.abc import Iterator

from pages.publishing import Build, Facts

MOST = 3
NEWS = "news.NewsPage"


def related(page, topics: list[Facts], build: Build) -> list[Facts]:
    """What was told before under the same topics, then of the same kind: it stays the same
    when news come in."""
    found: dict[int, Facts] = {}
    for card in nearest(page, topics, build):
        found.setdefault(card["id"], card)
        if len(found) == MOST:
            break
    return list(found.values())


def nearest(page, topics: list[Facts], build: Build) -> Iterator[Facts]:
    for topic in topics:
        yield from build.listing(NEWS, topics=topic["id"]).near(page.pk)
    yield from build.listing(NEWS, news_kind=page.news_kind).near(page.pk)
