"""What a page kind offers to the rooms that carry it out, and what they lend to it.

A page gives its facts (plain data: strings, numbers, lists, dicts, Markup) and its outputs
(which files it fills from which template). Everything that needs a look-up goes through the
`Build` that is handed in, so that one build answers each question once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import unquote

from markupsafe import Markup

Facts = dict[str, Any]


@dataclass(frozen=True)
class Output:
    """One file of the public site.

    `path` is relative to the site's root ("guides/index.html"). `facts` gives what fills
    `template`; where there is no template, `body` gives the file as it stands. Both are
    asked for only when the file has to be made. `last` files (lists, feeds, indexes) appear
    after the pages that they link to. What stands `alone` shows only what its facts ask for,
    nothing that was looked up while the outputs were listed: one of many list pages.
    `redirect` is the address that a page left at an old address leads to.
    """

    path: str
    template: str = ""
    facts: Callable[[], Facts] | None = None
    body: Callable[[], bytes] | None = None
    last: bool = False
    alone: bool = False
    redirect: str = ""


class Listing(Protocol):
    """Live pages of one kind in the kind's own order, or those of them that fit a condition.

    Each method is a question of its own: who asks for the newest four is not concerned when
    the fiftieth changes.
    """

    def count(self) -> int: ...
    def first_id(self) -> int | None: ...
    def first(self, count: int) -> list[Facts]:
        """The cards of the first pages."""
        ...

    def cards(self) -> list[Facts]:
        """The cards of all of them: for short lists."""
        ...

    def any(self) -> bool: ...
    def slice_count(self, size: int) -> int: ...
    def slice(self, number: int, size: int) -> list[Facts]:
        """The cards of a slice, counted from the oldest page of the list: 1, 2, …

        So a new page changes only the newest slice, which takes the remainder along: it
        holds `size` to 2 × `size` - 1 pages.
        """
        ...

    def is_newest(self, number: int, size: int) -> bool: ...
    def near(self, page_id: int | None) -> list[Facts]:
        """The cards of the three pages that follow a page, or precede it where too few follow."""
        ...


class Build(Protocol):
    """One consistent reading of the site; it answers the same all through a build.

    It notes who asked what, so that a file is made anew exactly when an answer has changed.
    """

    base_url: str  # "https://example.org", without a slash at the end

    @property
    def today(self) -> date: ...  # in Asia/Shanghai
    @property
    def settings(self) -> Any: ...  # pages.SiteSettings
    @property
    def root(self) -> Any: ...  # the home page
    def url(self, page_id: int | None) -> str:
        """A page's address on the site; "" when readers cannot reach it."""
        ...

    def link(self, page_id: int | None) -> Facts | None: ...
    def outline(self, page_id: int) -> Facts | None:
        """{"id", "title", "url", "kind", "below"}: its name, the label of its model, and the ids
        of the live pages below it. What else is on the page is not asked about."""
        ...

    def page(self, page_id: int | None) -> Any:
        """The live page with its own kind's fields, or None. Prefer `card`: who has asked
        for a page is concerned by each change to it."""
        ...

    def facts(self, page_id: int | None) -> Facts: ...
    def card(self, page_id: int | None) -> Facts | None: ...
    def all(self, kind: Any) -> list[Any]:
        """Every live page of a kind, or every row of another model: for small sets."""
        ...

    def listing(self, kind: Any, **where: Any) -> Listing: ...
    def child_ids(self, page: Any) -> list[int]: ...
    def children(self, page: Any) -> list[Facts]:
        """The cards of the live pages below, in the tree's order."""
        ...

    def siblings(self, page: Any, inclusive: bool = False) -> list[Facts]: ...
    def parent(self, page: Any) -> Any: ...
    def ancestors(self, page: Any) -> list[Facts]: ...
    def image(self, image_id: int | None, preset: str, alt: str | None = None) -> Facts | None: ...
    def document(self, document_id: int | None) -> Facts | None: ...
    def stored(self, url: str, name: str) -> str:
        """Puts a file of the media storage at an address of the public site, and gives that."""
        ...

    def rich_text(self, html: str) -> Markup: ...
    def stream(self, value: Any) -> list[Facts]: ...
    def chrome(self) -> Facts: ...
    def told(self, name: str, *arguments: Any) -> Any:
        """What a function (build, *arguments), named by its dotted path, answers. Kept from
        one build to the next until something that it rests on changes."""
        ...

    def once(self, name: tuple, work: Callable[[], Any]) -> Any:
        """The result of some work that several outputs share, done once a build."""
        ...


def file_path(url: str) -> str:
    """The file behind an address: "/news/feed.xml" → "news/feed.xml"; escapes are undone."""
    return unquote(url).lstrip("/")


def page_path(url: str) -> str:
    """The file behind a page's address: "/guides/" → "guides/index.html"."""
    return file_path(url) + "index.html"
