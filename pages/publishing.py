"""What a page kind offers to the rooms that carry it out, and what they lend to it.

A page gives its facts (plain data: strings, numbers, lists, dicts, Markup) and its outputs
(which files it fills from which template). Everything that needs a look-up goes through the
`Build` that is handed in, so that one build answers each question once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import unquote

from markupsafe import Markup

Facts = dict[str, Any]


@dataclass(frozen=True)
class Output:
    """One file of the public site.

    `path` is relative to the site's root ("guides/index.html"). `facts` fill `template`;
    where there is no template, `body` is the file as it stands. `last` files (lists,
    feeds, indexes) are written after the pages that they link to. One that `gives_way` is
    left out where another output has its path.
    """

    path: str
    template: str = ""
    facts: Facts | None = None
    body: bytes | None = None
    last: bool = False
    gives_way: bool = False


class Build(Protocol):
    """One consistent reading of the site; it answers the same all through a build."""

    today: date  # in Asia/Shanghai
    base_url: str  # "https://example.org", without a slash at the end

    @property
    def settings(self) -> Any: ...  # pages.SiteSettings
    @property
    def root(self) -> Any: ...  # the home page
    def url(self, page_id: int | None) -> str:
        """A page's address on the site; "" when readers cannot reach it."""
        ...

    def link(self, page_id: int | None) -> Facts | None: ...
    def page(self, page_id: int | None) -> Any: ...
    def pages(self) -> Iterator[Any]: ...
    def all(self, kind: Any) -> list[Any]: ...
    def first(self, kind: Any) -> Any: ...
    def children(self, page: Any) -> list[Any]: ...
    def siblings(self, page: Any, inclusive: bool = False) -> list[Any]: ...
    def parent(self, page: Any) -> Any: ...
    def ancestors(self, page: Any) -> list[Facts]: ...
    def card(self, page: Any) -> Facts: ...
    def image(self, image_id: int | None, preset: str, alt: str | None = None) -> Facts | None: ...
    def document(self, document_id: int | None) -> Facts | None: ...
    def rich_text(self, html: str) -> Markup: ...
    def stream(self, value: Any) -> list[Facts]: ...
    def chrome(self) -> Facts: ...


def file_path(url: str) -> str:
    """The file behind an address: "/news/feed.xml" → "news/feed.xml"; escapes are undone."""
    return unquote(url).lstrip("/")


def page_path(url: str) -> str:
    """The file behind a page's address: "/guides/" → "guides/index.html"."""
    return file_path(url) + "index.html"


def slices(items: list[Any], size: int) -> Iterator[tuple[int, list[Any]]]:
    """Cut a list (newest first) into numbered pages, oldest page first: (1, …), (2, …).

    Pages are counted from the oldest item, so a new item changes only the newest page.
    The newest page takes the remainder along: it holds `size` to 2 × `size` - 1 items.
    """
    oldest_first = items[::-1]
    full = max(len(items) // size, 1)
    for number in range(1, full + 1):
        end = number * size if number < full else len(items)
        yield number, oldest_first[(number - 1) * size : end][::-1]
