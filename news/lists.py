"""The lists of a news index: everything, each kind, each topic; page by page, and the feed."""

from collections.abc import Iterator

from pages.chrome import index_url
from pages.publishing import Build, Facts, Output, file_path, page_path, slices

PAGE_SIZE = 10
FEED_SIZE = 20


def news_outputs(index, build: Build) -> Iterator[Output]:
    base, url = index.facts(build), build.url(index.pk)
    pages = build.all("news.NewsPage")
    shared = base | {"kinds": kinds(pages, url), "topics": topics(build)}
    yield from paged(shared | {"current": ""}, pages, url, index.page_template, build)
    for kind in shared["kinds"]:
        held = [page for page in pages if page.news_kind == kind["key"]]
        facts = under(shared, kind["label"], "") | {"current": kind["key"]}
        yield from paged(facts, held, kind["url"], index.page_template, build)
    for topic in shared["topics"]:
        held = [page for page in pages if topic["slug"] in topic_slugs(page)]
        facts = under(shared, topic["title"], topic["lead"]) | {"current": topic["slug"]}
        yield from paged(facts, held, topic["url"], index.page_template, build)
    yield feed(base, pages[:FEED_SIZE], url, build)


def paged(facts: Facts, pages, url: str, template: str, build: Build) -> Iterator[Output]:
    """One list, cut into pages; the newest page is the list's own address."""
    parts = list(slices(pages, PAGE_SIZE))
    total = len(parts)
    for number, held in parts:
        own = page_url(url, number, total)
        yield Output(
            page_path(own),
            template,
            facts
            | {
                "url": own,
                "news": [build.card(page) for page in held],
                "page_number": total - number + 1,
                "page_count": total,
                "newer": page_url(url, number + 1, total) if number < total else "",
                "older": page_url(url, number - 1, total) if number > 1 else "",
            },
            last=True,
        )


def page_url(url: str, number: int, total: int) -> str:
    return url if number == total else f"{url}page-{number}/"


def under(base: Facts, title: str, lead: str) -> Facts:
    """The same page, one step further down: a kind or a topic."""
    crumbs = [*base["breadcrumb"], {"title": base["title"], "url": base["url"]}]
    return base | {"title": title, "seo_title": title, "lead": lead, "breadcrumb": crumbs}


def kinds(pages, url: str) -> list[Facts]:
    used = {page.news_kind for page in pages}
    return [
        {"key": key, "label": str(label), "url": f"{url}{key}/"}
        for key, label in (pages[0].Kind.choices if pages else [])
        if key in used
    ]


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


def topic_slugs(page) -> set[str]:
    return {topic.slug for topic in page.topics.all()}


def feed(base: Facts, pages, url: str, build: Build) -> Output:
    entries = [
        build.card(page)
        | {"updated_at": page.last_published_at.isoformat(), "uuid": str(page.translation_key)}
        for page in pages
    ]
    newest = max((entry["updated_at"] for entry in entries), default="1970-01-01T00:00:00+00:00")
    facts = base | {"entries": entries, "updated_at": newest, "base_url": build.base_url}
    return Output(file_path(f"{url}feed.xml"), "news/feed.xml", facts, last=True)
