"""One consistent reading of the site. It answers every question once and dies with its build."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from markupsafe import Markup
from wagtail.models import Page, Site

from export.assets import Assets
from export.files import FileAnswers
from export.list_answers import ListAnswers
from export.questions import Key, Memory, Reading, question
from export.rich_text import rewriter
from export.shelf import Shelf
from export.surroundings import surroundings
from export.tree import Node, Tree, day, relative_url
from pages.block_facts import stream_facts
from pages.models import SiteSettings
from pages.publishing import Facts

BULK = 500  # pictures read at a time when the whole site is built
FEW = 50  # when one page is made on request


class Build(FileAnswers, ListAnswers):
    """Resolves what pages ask for; see `pages.publishing.Build` for the questions.

    `bulk` reads the tree as a whole, and pages as `read_ahead` says; `block` is how many rows
    are read at a time otherwise. `remembered` gives answers that are known already.
    """

    def __init__(
        self,
        today: date | None = None,
        bulk: bool = False,
        block: int = FEW,
        remembered: Memory | None = None,
    ):
        self.day = today or timezone.localdate()
        self.base_url = settings.PUBLIC_URL
        self.bulk = bulk
        self.block = BULK if bulk else block
        self.reading = Reading(remembered)
        self.claimed: Callable[[str], bool] = lambda path: False
        self.shelves: dict[str, Shelf] = {}

    # what everything stands on

    @property
    def today(self) -> date:
        self.reading.note("day")
        return self.day

    @cached_property
    def site(self) -> Site:
        return Site.objects.select_related("root_page").get(is_default_site=True)

    @property
    def root(self) -> Page:
        return self.page(self.site.root_page_id) or self.site.root_page

    @property
    def settings(self) -> SiteSettings:
        self.reading.note("settings")
        return self.site_settings

    @cached_property
    def site_settings(self) -> SiteSettings:
        return SiteSettings.for_site(self.site)

    @cached_property
    def tree(self) -> Tree:
        tree = Tree(self.site.root_page, self.block)
        if self.bulk:
            tree.read_all()
        return tree

    @cached_property
    def assets(self) -> Assets:
        return Assets()

    @question
    def chrome(self) -> Facts:
        return surroundings(self, self.assets.urls)

    def once(self, name: Key, work: Callable[[], Any]) -> Any:
        return self.reading.once(name, work)

    def include(self, page: Page):
        """Lets a draft be looked at: it is read in the place of what is stored, and a page
        that is not live gets the address it will have."""
        url = relative_url(page.url_path, self.tree.root)
        label = page._meta.label_lower
        node = Node(page.pk, page.title, url, page.path, label, day(page.last_published_at))
        if self.tree.node(page.pk) is None:
            self.tree.add(node)
        self.shelf(label).put(page)

    # pages

    @question
    def url(self, page_id: int | None) -> str:
        node = self.node(page_id)
        return node.url if node else ""

    @question
    def link(self, page_id: int | None) -> Facts | None:
        node = self.node(page_id)
        return {"id": node.id, "title": node.title, "url": node.url} if node else None

    @question
    def changed_on(self, page_id: int) -> str:
        """ISO date of the last change, in Asia/Shanghai."""
        node = self.node(page_id)
        return node.changed if node else ""

    def node(self, page_id: int | None) -> Node | None:
        self.reading.note("node", page_id)
        return self.tree.node(page_id)

    def page(self, page_id: int | None) -> Any:
        """The live page with its own kind's fields, or None."""
        node = self.node(page_id)
        self.reading.note("row", page_id)
        if node is None:
            return None
        model = apps.get_model(node.kind)
        for relation in (*model.build_related, *model.build_prefetch):
            related = model._meta.get_field(relation).related_model
            if not issubclass(related, Page):  # of a page the id is read, and then asked for
                self.reading.note("every", related._meta.label_lower)
        return self.shelf(node.kind).get(page_id)

    def shelf(self, kind: str) -> Shelf:
        if kind not in self.shelves:
            size = 1 if self.bulk else self.block
            self.shelves[kind] = Shelf(read_pages(apps.get_model(kind)), size)
        return self.shelves[kind]

    def read_ahead(self, page_ids: Iterable[int]):
        """Read the rows of pages that are to be made next."""
        by_kind: dict[str, list[int]] = {}
        for page_id in page_ids:
            if node := self.tree.node(page_id):
                by_kind.setdefault(node.kind, []).append(page_id)
        for kind, ids in by_kind.items():
            self.shelf(kind).read_ahead(ids)

    def facts(self, page_id: int | None) -> Facts:
        return self.once(("facts", page_id), lambda: self.page(page_id).facts(self))

    @question
    def card(self, page_id: int | None) -> Facts | None:
        page = self.page(page_id)
        return page.card(self) if page else None

    @question
    def told(self, name: str, *arguments: Any) -> Any:
        return import_string(name)(self, *arguments)

    def all(self, kind: Any) -> list[Any]:
        """Every live page of a kind in its own order, or every row of another model."""
        model = apps.get_model(kind) if isinstance(kind, str) else kind
        self.reading.note("every", model._meta.label_lower)
        return self.once(("all", model._meta.label_lower), lambda: self.read_every(model))

    def read_every(self, model: Any) -> list[Any]:
        if not issubclass(model, Page):
            return list(model.objects.all())
        pages = read_pages(model).order_by(*model.build_order)
        return [page for page in pages if self.node(page.pk)]

    # addresses

    def is_taken(self, path: str) -> bool:
        """Whether something that goes before puts out this file, or stands in its way."""
        above = [parent.as_posix() for parent in PurePosixPath(path).parents]
        for each in (path, *above):
            self.reading.note("claim", each)
        return any(self.claimed(each) for each in (path, *above))

    # the neighbourhood of a page

    def child_ids(self, page: Page) -> list[int]:
        return self.ids_below(page.path)

    @question
    def ids_below(self, path: str) -> list[int]:
        self.reading.note("below", path)
        return [node.id for node in self.tree.below(path) if node.id]

    def children(self, page: Page) -> list[Facts]:
        return [card for each in self.child_ids(page) if (card := self.card(each))]

    def siblings(self, page: Page, inclusive: bool = False) -> list[Facts]:
        ids = self.ids_below(page.path[:-4]) if page.path else []
        held = [each for each in ids if inclusive or each != page.pk]
        return [card for each in held if (card := self.card(each))]

    def parent(self, page: Page) -> Any:
        above = self.trail(page.path[:-4])
        return self.page(above[-1]["id"]) if above else None

    def ancestors(self, page: Page) -> list[Facts]:
        return [{"title": each["title"], "url": each["url"]} for each in self.trail(page.path[:-4])]

    @question
    def trail(self, path: str) -> list[Facts]:
        """From the home page down to a place in the tree; who is not live is left out."""
        paths = [path[:end] for end in range(4, len(path) + 1, 4)]
        for each in paths:
            self.reading.note("place", each)
        found = self.tree.at(paths)
        return [{"id": node.id, "title": node.title, "url": node.url} for node in found]

    # what pages are made of

    def rich_text(self, html: str) -> Markup:
        return Markup(self.rewrite(html))  # noqa: S704 - Wagtail stored it from a white list

    @cached_property
    def rewrite(self):
        return rewriter(self)

    def stream(self, value: Any) -> list[Facts]:
        return stream_facts(value, self)


def read_pages(model: Any):
    return (
        model.objects.live()
        .select_related(*model.build_related)
        .prefetch_related(*model.build_prefetch)
    )
