"""What the site puts out besides its pages: errors, sitemap, robots, redirects, assets."""

from collections.abc import Iterator
from functools import partial

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from export.addresses import is_allowed
from export.build import Build
from export.respond import page_defaults
from pages.publishing import Facts, Output, page_path


def assets(build: Build) -> Iterator[Output]:
    for path, body in build.assets.files.items():
        yield Output(path, body=partial(bytes, body))


def site_outputs(build: Build) -> Iterator[Output]:
    yield Output("404.html", "pages/not_found.html", partial(not_found_facts, build))
    # For a server in front of the application, when the application is down.
    yield Output("503.html", "pages/server_error.html")
    yield Output("robots.txt", body=partial(robots, build), last=True)


def not_found_facts(build: Build) -> Facts:
    return page_defaults(build) | {"title": _("这一站找不到"), "kind": "not_found"}


def robots(build: Build) -> bytes:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /apply/",
        "Disallow: /poster/",
        f"Sitemap: {build.base_url}/sitemap.xml",
    ]
    return ("\n".join(lines) + "\n").encode()


def sitemaps(build: Build) -> Iterator[Output]:
    """One sitemap per block of pages, and the index of them all."""
    blocks = build.blocks()
    parts = [f"{build.base_url}/sitemap-{number}.xml" for number in blocks]
    yield Output("sitemap.xml", "sitemap_index.xml", lambda: {"parts": parts}, last=True)
    for number in blocks:
        facts = partial(sitemap_facts, number, build)
        yield Output(f"sitemap-{number}.xml", "sitemap.xml", facts, last=True, alone=True)


def sitemap_facts(number: int, build: Build) -> Facts:
    """Every page with its last change, by Wagtail's own rule for it."""
    ids = build.block_ids(number)
    build.reading.expect((question, each) for question in ("url", "changed_on") for each in ids)
    return {
        "entries": [
            {"location": build.base_url + build.url(each), "changed": build.changed_on(each)}
            for each in ids
        ]
    }


def redirects(build: Build) -> Iterator[Output]:
    """A small page at each old address that leads to the new one, on any static server.

    A redirect gives way to whatever else is at its address.
    """
    build.reading.note("redirects")
    seen = set()
    for redirect in Redirect.get_for_site(build.site).order_by("pk"):
        old = redirect.old_path.rstrip("/") + "/"
        target = build.url(redirect.redirect_page_id) or redirect.redirect_link
        # What asks for something after "?" is answered by the application; a page that is back
        # at its old address needs no way there.
        if not target or "?" in old or target == iri_to_uri(old):
            continue
        path = page_path(old)
        if path in seen or not is_allowed(path) or build.is_taken(path):
            build.fault(_("这条重定向没有生效，地址已被占用或写得不对：") + old)
            continue
        seen.add(path)
        facts = {"target": target, "permanent": redirect.is_permanent}
        yield Output(path, "redirect.html", partial(dict, facts), last=True, redirect=target)
