"""What the site puts out besides its pages: errors, sitemap, robots, redirects, assets."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from export.build import Build
from export.respond import page_defaults
from pages.publishing import Output, page_path


def site_outputs(build: Build) -> Iterator[Output]:
    for path, body in build.assets.files.items():
        yield Output(path, body=body)
    yield Output("404.html", "pages/not_found.html", not_found_facts(build))
    # For a server in front of the application, when the application is down.
    yield Output("503.html", "pages/server_error.html")
    yield from redirects(build)
    yield Output("sitemap.xml", "sitemap.xml", {"entries": sitemap(build)}, last=True)
    yield Output("robots.txt", body=robots(build), last=True)


def not_found_facts(build: Build) -> dict:
    return page_defaults(build) | {"title": _("这一站找不到"), "kind": "not_found"}


def sitemap(build: Build) -> list[dict]:
    """Every page with its last change, asked of the pages by Wagtail's own rule."""
    entries = []
    for node in build.tree.nodes.values():
        page = build.page(node.id)
        changed = page.last_published_at or page.latest_revision_created_at
        entries.append(
            {
                "location": build.base_url + node.url,
                "changed": changed.date().isoformat() if changed else "",
            }
        )
    return entries


def robots(build: Build) -> bytes:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /apply/",
        f"Sitemap: {build.base_url}/sitemap.xml",
    ]
    return ("\n".join(lines) + "\n").encode()


def redirects(build: Build) -> Iterator[Output]:
    """A small page at each old address that leads to the new one, on any static server."""
    for redirect in Redirect.get_for_site(build.site).select_related("redirect_page"):
        old = redirect.old_path.partition("?")[0].rstrip("/") + "/"
        target = build.url(redirect.redirect_page_id) or redirect.redirect_link
        if target:
            facts = {"target": target, "permanent": redirect.is_permanent}
            yield Output(page_path(old), "redirect.html", facts, last=True, gives_way=True)
