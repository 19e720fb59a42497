"""The live, public pages under the site's home page, read in one query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.utils.encoding import iri_to_uri
from wagtail.models import Page

from pages.models import BasePage

STEP = 4  # characters of a treebeard path per level


@dataclass(frozen=True)
class Node:
    """A page in the tree. `url` is relative to the root: "/guides/residence-permit/"."""

    id: int
    title: str
    url: str
    path: str
    model: type[Page]


@dataclass
class Tree:
    nodes: dict[int | None, Node] = field(default_factory=dict)
    by_path: dict[str, Node] = field(default_factory=dict)
    children: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))

    def add(self, node: Node):
        self.nodes[node.id] = node
        self.by_path[node.path] = node
        self.children[node.path[:-STEP]].append(node)

    def ancestors(self, path: str) -> list[Node]:
        """From the home page down to the parent; pages that are not live are left out."""
        above = (path[:end] for end in range(STEP, len(path), STEP))
        return [self.by_path[each] for each in above if each in self.by_path]


def read_tree(root: Page) -> Tree:
    """Pages of our own kinds; Wagtail's welcome page, and kinds long gone, are none of them."""
    pages = Page.objects.live().public().descendant_of(root, inclusive=True).order_by("path")
    tree = Tree()
    for page_id, title, url_path, path, content_type in pages.values_list(
        "id", "title", "url_path", "path", "content_type"
    ):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and issubclass(model, BasePage):
            tree.add(Node(page_id, title, relative_url(url_path, root), path, model))
    return tree


def relative_url(url_path: str, root: Page) -> str:
    """Wagtail's url_path starts with the root page's own slug; an address does not.

    Chinese slugs are percent-encoded, as sitemaps and feeds demand.
    """
    return iri_to_uri("/" + url_path[len(root.url_path) :])
