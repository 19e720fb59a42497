"""What surrounds every page: brand, navigation, help strip, footer."""

from pages.publishing import Build, Facts


def chrome(build: Build) -> Facts:
    settings = build.settings
    return {
        "full_name": settings.full_name,
        "short_name": settings.short_name,
        "motto": settings.motto,
        "base_url": build.base_url,
        "nav": navigation(build),
        "hotline": settings.hotline,
        "hotline_hours": settings.hotline_hours,
        "hotlines": [item["value"] for item in build.stream(settings.hotlines)],
        "stations_url": index_url(build, "pages.StationIndexPage"),
        "services_url": index_url(build, "pages.ServiceIndexPage"),
        "feed_url": feed_url("feed.xml", build),
        "json_feed_url": feed_url("feed.json", build),
        "correction_url": build.url(settings.correction_service_id),
        "footer": footer(settings, build),
    }


def navigation(build: Build) -> list[Facts]:
    """The children of the home page that are marked for menus, in the tree's order."""
    sections = [build.page(page_id) for page_id in build.child_ids(build.root)]
    return [
        {"label": page.menu_label or page.title, "url": build.url(page.pk)}
        for page in sections
        if page and page.show_in_menus
    ]


def footer(settings, build: Build) -> Facts:
    links = [item["value"] for item in build.stream(settings.footer_links)]
    return {
        "links": [
            {"label": link["label"] or link["page"]["title"], "url": link["page"]["url"]}
            for link in links
            if link["page"]
        ],
        "host_body": settings.host_body,
        "technical_support": settings.technical_support,
        "icp": {"number": settings.icp_number, "url": settings.icp_url},
        "police": {"number": settings.police_number, "url": settings.police_url},
        "note": settings.footer_note,
        "channels": [item["value"] for item in build.stream(settings.channels)],
    }


def index_url(build: Build, kind: str) -> str:
    return build.url(build.listing(kind).first_id())


def feed_url(name: str, build: Build) -> str:
    url = index_url(build, "news.NewsIndexPage")
    return url + name if url else ""
