"""What a page weighs on the way to a phone, compressed as it is served."""

import re
from pathlib import Path

import pytest

KILOBYTE = 1024
SCRIPTS, PAGE, WITH_PICTURE = 15, 14, 40  # KB
SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
IMAGE = re.compile(r"<img [^>]*>")
SOURCE = re.compile(r' src="([^"]+)"')
SIZE = re.compile(r"(\S+) (\d+)w")
# A phone of 360 px with two dots to a pixel.
DOTS = 720
READ = ["news/news.html", "pages/article.html", "pages/chapter.html", "pages/guide.html"]


class Site:
    def __init__(self, public: Path):
        self.public = public

    def page(self, address: str) -> str:
        return (self.public / address.lstrip("/") / "index.html").read_text()

    def weight(self, address: str) -> int:
        """Of a file; what is sent compressed has its .gz beside it."""
        path = self.public / address.lstrip("/")
        path = path / "index.html" if address.endswith("/") else path
        packed = path.with_name(path.name + ".gz")
        return (packed if packed.exists() else path).stat().st_size

    def scripts(self, html: str) -> int:
        return sum(self.weight(each) for each in SCRIPT.findall(html))

    def first_pictures(self, html: str) -> int:
        """Those that a phone loads before anybody scrolls."""
        tags = [tag for tag in IMAGE.findall(html) if 'loading="lazy"' not in tag]
        return sum(self.weight(chosen(tag)) for tag in tags)


def chosen(tag: str) -> str:
    """The file that a phone takes."""
    sizes = sorted((int(width), url) for url, width in SIZE.findall(tag))
    wide = [url for width, url in sizes if width >= DOTS]
    return wide[0] if wide else sizes[-1][1] if sizes else SOURCE.search(tag)[1]


@pytest.fixture
def built(site) -> Site:
    return Site(site.public)


def pages_of(built: Site) -> list[Path]:
    """But the handbook in one file, which is there to be taken along."""
    pages = built.public.rglob("index.html")
    return [path for path in pages if 'rel="stylesheet"' in path.read_text()]


def test_scripts_weigh_little_on_every_page(built):
    weights = {path: built.scripts(path.read_text()) for path in pages_of(built)}
    assert len(weights) > 100
    assert {p: w for p, w in weights.items() if w > SCRIPTS * KILOBYTE} == {}


def test_every_page_arrives_with_the_first_packets(built):
    """Ten of them hold 14 KB: what is read is there before anything else is asked for."""
    packed = {path: path.with_name("index.html.gz").stat().st_size for path in pages_of(built)}
    assert {p: w for p, w in packed.items() if w > PAGE * KILOBYTE} == {}


def test_what_is_read_weighs_little_with_its_style_and_first_picture(built, sample):
    weights = {}
    for address in (each for kind in READ for each in sample.exported[kind]):
        html = built.page(address)
        styles = sum(built.weight(each) for each in STYLE.findall(html))
        parts = (built.weight(address), styles, built.scripts(html), built.first_pictures(html))
        weights[address] = sum(parts)
    assert {a: w for a, w in weights.items() if w > WITH_PICTURE * KILOBYTE} == {}


def test_pictures_say_their_size_and_wait_below_the_fold(built):
    wrong = []
    for path in pages_of(built):
        for number, tag in enumerate(IMAGE.findall(path.read_text())):
            sized = ' width="' in tag and ' height="' in tag
            if not sized or (number > 1 and 'loading="lazy"' not in tag):
                wrong.append((path.relative_to(built.public).as_posix(), tag[:80]))
    assert wrong == []
