"""网站地图: every page that stands, by its place, for people; search engines have sitemap.xml.

News and events come by the hundred and have lists of their own: here stand the way to those, and
the topics and series among them.
"""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from pages.publishing import Build, Facts, Output, page_path

URL = "/sitemap/"
# Of whose pages only one kind is listed.
BY_DATE = {
    "news.newsindexpage": "news.TopicPage",
    "pages.eventcalendarpage": "pages.EventSeriesPage",
}


def outputs(build: Build) -> Iterator[Output]:
    yield Output(page_path(URL), "pages/site_map.html", partial(site_map, build), last=True)


def site_map(build: Build) -> Facts:
    home = {"title": build.root.title, "url": "/"}
    return {
        "kind": "site_map",
        "title": _("网站地图"),
        "seo_title": "",
        "lead": _("网站上的每一页都在这里，从大到小排。"),
        "description": "",
        "url": URL,
        "breadcrumb": [home],
        "share_image": None,
        "sections": branch(build, build.root.pk)["below"],
        "status_url": "/apply/status/",
    }


def branch(build: Build, page_id: int) -> Facts:
    """{"title", "url", "below", "by_date"}, and the same below, down to the last page."""
    found = build.outline(page_id) or {"title": "", "url": "", "kind": "", "below": []}
    listed = BY_DATE.get(found["kind"])
    ids = found["below"]
    if listed:
        here = set(ids)
        ids = [page.pk for page in build.all(listed) if page.pk in here]
    return {
        "title": found["title"],
        "url": found["url"],
        "below": [branch(build, each) for each in ids],
        "by_date": bool(listed),
    }
