"""Reads our own exported pages: what surrounds them and which pictures they show.

The Hugo site takes these from here, so that its pages weigh what ours weigh.
"""

import re
from html import unescape
from pathlib import Path

IMAGE = re.compile(r"<img [^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
NAVIGATION = re.compile(r'<li><a href="([^"]*)"[^>]*>([^<]*)</a></li>')
TEASER = re.compile(r'<li class="teaser">(.*?)</li>', re.DOTALL)
ASSET = re.compile(r"theme-color|format-detection|<link rel=.(icon|apple|alternate|style)|<script")


def between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def main(html: str) -> str:
    return between(html, '<main id="main">', "</main>").strip()


def title(html: str) -> str:
    return unescape(between(html, "<title>", "</title>")).rpartition(" - ")[0]


def description(html: str) -> str:
    return unescape(between(html, '<meta name="description" content="', '"'))


def share_picture(html: str) -> str:
    return between(html, '<meta property="og:image" content="', '"')


def article(html: str) -> str:
    return between(html, '<article class="prose">', "</article>").strip()


def first_crumb(out: Path) -> str:
    """What breadcrumbs call the home page."""
    crumbs = between((out / "news/index.html").read_text(), '<nav class="breadcrumb"', "</nav>")
    return between(crumbs, '<a href="/">', "</a>")


def assets(html: str) -> str:
    """The lines of the head that every page has alike."""
    lines = between(html, "<head>", "</head>").splitlines()
    return "\n".join(line for line in lines if ASSET.search(line))


def navigation(html: str) -> list[tuple[str, str]]:
    """(address, words) of the menu."""
    return NAVIGATION.findall(between(html, '<nav class="main-nav"', "</nav>"))


def foot(html: str) -> str:
    """The help strip and the footer: the same on every page."""
    start = '<aside class="help-strip'
    return start + between(html, start, "</body>")


def first_image(html: str) -> dict[str, str]:
    found = IMAGE.search(html)
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(found[0])} if found else {}


def teaser_images(out: Path) -> dict[str, dict[str, str]]:
    """The small picture of each page that the news lists show with one, by its address."""
    found = {}
    for path in sorted((out / "news").rglob("index.html")):
        for teaser in TEASER.findall(main(path.read_text())):
            if image := first_image(teaser):
                found[between(teaser, 'href="', '"')] = image
    return found
