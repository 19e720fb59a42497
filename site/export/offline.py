"""What phones keep for when there is no network: the worker of the public site, at its root.

It is made anew when styles, scripts or the handbook's contents are, and not when a page is
edited: pages are asked for over the network first.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from export.build import Build
from export.respond import page_defaults
from pages.publishing import Facts, Output

WORKER, OFFLINE = "sw.js", "/offline.html"
# What every page loads, so that a page that is shown without the network looks like one.
ASSETS = ["site.css", "img/mark.svg"]
SPARED = re.compile(rb"^\s*//.*\n|^ +| // .*$", re.MULTILINE)
SCRIPTS = ["js/text-size.js", "js/copy.js", "js/print.js", "js/wechat.js", "js/offline.js"]


def outputs(build: Build) -> Iterator[Output]:
    yield Output(OFFLINE.lstrip("/"), "pages/offline.html", partial(offline_facts, build))
    yield Output(WORKER, body=partial(worker, build), last=True)


def offline_facts(build: Build) -> Facts:
    handbook = build.link(build.listing("pages.HandbookPage").first_id())
    title = {"title": _("现在没有网络"), "kind": "offline", "handbook": handbook}
    return page_defaults(build) | title


def worker(build: Build) -> bytes:
    """Without KEEPS_PAGES, one that forgets what another kept, and goes."""
    if not settings.KEEPS_PAGES:
        return source("gone.js")
    told = json.dumps(site_facts(build), ensure_ascii=False, separators=(",", ":"))
    return f"const SITE={told};\n".encode() + source("worker.js")


def site_facts(build: Build) -> Facts:
    urls = build.assets.urls
    return {
        "version": version(list(urls.values())),
        "core": [OFFLINE, *(urls[name] for name in ASSETS + SCRIPTS)],
        "handbook": handbook_urls(build),
        "offline": OFFLINE,
        "words": {
            "none": _("没有网络。"),
            "slow": _("网络太慢。"),
            "kept": _("这一页是 %s 存下的，可能已经改了。"),
            "again": _("再试一次"),
        },
    }


def handbook_urls(build: Build) -> list[str]:
    """Its first page and its chapters; only their names and places are asked for."""
    found = build.outline(build.listing("pages.HandbookPage").first_id())
    if found is None:
        return []
    return [found["url"], *(build.url(each) for each in found["below"])]


def version(asset_urls: list[str]) -> str:
    """Another one whenever a kept page might not fit the styles that it finds."""
    told = "\n".join(sorted(asset_urls)).encode() + source("worker.js")
    return hashlib.sha256(told).hexdigest()[:10]


def source(name: str) -> bytes:
    """Without its comments and its indents: it is asked for on each visit."""
    written = Path(settings.BASE_DIR, "static/offline", name).read_bytes()
    return SPARED.sub(b"", written)
