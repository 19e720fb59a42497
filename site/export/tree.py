"""The live, public pages under the site's home page: where each one is, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from wagtail.models import Page, PageViewRestriction, get_page_models

from pages.models import BasePage

STEP = 4  # characters of a treebeard path per level
COLUMNS = (
    "id",
    "title",
    "url_path",
    "path",
    "content_type",
    "last_published_at",
    "latest_revision_created_at",
)


@dataclass(frozen=True)
class Node:
    """A page in the tree. `url` is relative to the root: "/guides/residence-permit/"; `kind`
    the label of its model; `changed` the day of its last change, ISO, in Asia/Shanghai."""

    id: int | None
    title: str
    url: str
    path: str
    kind: str
    changed: str = ""

    @property
    def parent_path(self) -> str:
        return self.path[:-STEP]

    @property
    def paths_above(self) -> list[str]:
        return [self.path[:end] for end in range(STEP, len(self.path), STEP)]


class Tree:
    """Asked page by page it reads page by page; `read_all` reads everything in one query.

    A page is there when it is live, of one of our own kinds, and neither it nor a page above
    it is private. A page above that is not live is only left out.
    """

    def __init__(self, root: Page, block: int = 1):
        self.root = root
        self.block = block  # how many ids are read at a time, as long as it isn't complete
        self.complete = False
        self.by_id: dict[int | None, Node | None] = {}
        self.by_path: dict[str, Node | None] = {}

    @cached_property
    def private(self) -> tuple[str, ...]:
        paths = PageViewRestriction.objects.values_list("page__path", flat=True)
        return tuple(paths)

    def read_all(self):
        self.load(Page.objects.all())
        self.complete = True

    def visible(self, pages: QuerySet) -> QuerySet:
        """Those of these pages that are in the tree."""
        for path in self.private:
            pages = pages.exclude(path__startswith=path)
        return pages.filter(live=True, path__startswith=self.root.path)

    def load(self, pages: QuerySet) -> list[Node]:
        rows = self.visible(pages).order_by("path").values_list(*COLUMNS)
        nodes = [node for row in rows if (node := self.node_of(row))]
        for node in nodes:
            self.add(node)
        return nodes

    def add(self, node: Node):
        self.by_id[node.id] = self.by_path[node.path] = node

    def node_of(self, row: tuple) -> Node | None:
        page_id, title, url_path, path, content_type, published, created = row
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is None or not issubclass(model, BasePage):
            return None
        kind = model._meta.label_lower
        url = relative_url(url_path, self.root)
        return Node(page_id, title, url, path, kind, day(published or created))

    def node(self, page_id: int | None) -> Node | None:
        if page_id not in self.by_id:
            if not self.complete and page_id is not None:
                start = page_id - page_id % self.block
                self.load(Page.objects.filter(pk__gte=start, pk__lt=start + self.block))
            self.by_id.setdefault(page_id, None)
        return self.by_id[page_id]

    def at(self, paths: Iterable[str]) -> list[Node]:
        """The pages at these places, in the order asked for; who isn't there is left out."""
        paths = list(paths)
        unknown = [path for path in paths if path not in self.by_path]
        if unknown and not self.complete:
            self.load(Page.objects.filter(path__in=unknown))
        for path in unknown:
            self.by_path.setdefault(path, None)
        return [node for path in paths if (node := self.by_path[path])]

    @cached_property
    def children(self) -> dict[str, list[Node]]:
        """By the parent's path; only of a tree that was read as a whole."""
        found: dict[str, list[Node]] = {}
        for node in sorted(self.nodes(), key=lambda node: node.path):
            found.setdefault(node.parent_path, []).append(node)
        return found

    def below(self, path: str) -> list[Node]:
        """The pages one level below, in order."""
        if self.complete:
            return self.children.get(path, [])
        depth = len(path) // STEP + 1
        return self.load(Page.objects.filter(path__startswith=path, depth=depth))

    def nodes(self) -> Iterator[Node]:
        return (node for node in self.by_id.values() if node)

    def ids(self, start: int = 0, stop: int | None = None) -> list[int]:
        """Ids of the pages in the tree, from `start` up to and without `stop`."""
        if not self.complete:
            return self.read_ids(start, stop)
        ids = (node.id for node in self.nodes() if node.id is not None)
        return [each for each in ids if start <= each and (stop is None or each < stop)]

    def read_ids(self, start: int, stop: int | None) -> list[int]:
        pages = self.visible(Page.objects.filter(pk__gte=start, content_type__in=our_types()))
        pages = pages if stop is None else pages.filter(pk__lt=stop)
        return list(pages.values_list("pk", flat=True))


def our_types() -> list[int]:
    kinds = [model for model in get_page_models() if issubclass(model, BasePage)]
    return [each.pk for each in ContentType.objects.get_for_models(*kinds).values()]


def relative_url(url_path: str, root: Page) -> str:
    """Wagtail's url_path starts with the root page's own slug; an address does not.

    Chinese slugs are percent-encoded, as sitemaps and feeds demand.
    """
    return iri_to_uri("/" + url_path[len(root.url_path) :])


def day(moment) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
