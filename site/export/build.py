"""One consistent reading of the site. It answers every question once and dies with its build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from markupsafe import Markup
from wagtail.documents import get_document_model
from wagtail.images.models import SourceImageIOError
from wagtail.models import Collection, CollectionViewRestriction, Page, Site

from export.assets import Assets
from export.images import image_facts, load_images
from export.rich_text import rewriter
from export.tree import Node, Tree, read_tree, relative_url
from pages.block_facts import stream_facts
from pages.chrome import chrome
from pages.models import SiteSettings
from pages.publishing import Facts


class Build:
    """Resolves what pages ask for; see `pages.publishing.Build` for the questions.

    `files` collects the media files that were handed out, by their address on the site.
    """

    def __init__(self, today: date | None = None):
        self.today = today or timezone.localdate()
        self.base_url = settings.PUBLIC_URL
        self.files: dict[str, str] = {}
        self.faults: list[str] = []
        self.loaded: dict[Any, list[Any]] = {}
        self.by_id: dict[type, dict[int | None, Any]] = {}
        self.cards: dict[int, Facts] = {}
        self.pictures: dict[tuple, Facts | None] = {}

    @cached_property
    def site(self) -> Site:
        return Site.objects.select_related("root_page").get(is_default_site=True)

    @cached_property
    def root(self) -> Page:
        return self.site.root_page.specific

    @cached_property
    def settings(self) -> SiteSettings:
        return SiteSettings.for_site(self.site)

    @cached_property
    def tree(self) -> Tree:
        return read_tree(self.site.root_page)

    @cached_property
    def assets(self) -> Assets:
        return Assets()

    @cached_property
    def images(self) -> dict[int | None, Any]:
        return load_images()

    @cached_property
    def private_collections(self) -> set[str]:
        """Tree paths of collections that not everyone may read: their files stay behind the
        application, which asks who is there."""
        closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
        paths = Collection.objects.values_list("path", flat=True)
        return {path for path in paths if path.startswith(tuple(closed))}

    @cached_property
    def documents(self) -> dict[int | None, Any]:
        return get_document_model().objects.select_related("collection").in_bulk()

    @cached_property
    def site_facts(self) -> Facts:
        return chrome(self) | {"assets": self.assets.urls}

    def chrome(self) -> Facts:
        return self.site_facts

    def fault(self, sentence: str):
        """Something that staff should mend; the build goes on without it."""
        if sentence not in self.faults:
            self.faults.append(sentence)

    def include(self, page: Page):
        """Lets a page that is not live be previewed: it gets the address it will have."""
        node = Node(
            page.pk, page.title, relative_url(page.url_path, self.root), page.path, type(page)
        )
        if page.pk and page.pk not in self.tree.nodes:
            self.tree.nodes[page.pk] = node
            self.tree.by_path[page.path] = node

    # pages

    def url(self, page_id: int | None) -> str:
        node = self.tree.nodes.get(page_id)
        return node.url if node else ""

    def link(self, page_id: int | None) -> Facts | None:
        node = self.tree.nodes.get(page_id)
        return {"id": node.id, "title": node.title, "url": node.url} if node else None

    def page(self, page_id: int | None) -> Any:
        """The live page with its own kind's fields, or None."""
        node = self.tree.nodes.get(page_id)
        if node is None:
            return None
        if node.model not in self.by_id:
            self.by_id[node.model] = {page.pk: page for page in self.all(node.model)}
        return self.by_id[node.model].get(page_id)

    def pages(self) -> Iterator[Any]:
        """Every live page, in the tree's order."""
        return (self.page(node.id) for node in list(self.tree.nodes.values()))

    def all(self, kind: Any) -> list[Any]:
        """Every live page of a kind in its own order, or every row of another model."""
        model = apps.get_model(kind) if isinstance(kind, str) else kind
        if model not in self.loaded:
            self.loaded[model] = self.load(model)
        return self.loaded[model]

    def load(self, model: Any) -> list[Any]:
        if not issubclass(model, Page):
            return list(model.objects.all())
        pages = (
            model.objects.live()
            .order_by(*model.build_order)
            .select_related(*model.build_related)
            .prefetch_related(*model.build_prefetch)
        )
        return [page for page in pages if page.pk in self.tree.nodes]

    def first(self, kind: Any) -> Any:
        return next(iter(self.all(kind)), None)

    def children(self, page: Page) -> list[Any]:
        return [self.page(node.id) for node in self.tree.children.get(page.path, ())]

    def siblings(self, page: Page, inclusive: bool = False) -> list[Any]:
        nodes = self.tree.children.get(page.path[:-4], ()) if page.path else ()
        return [self.page(node.id) for node in nodes if inclusive or node.id != page.pk]

    def parent(self, page: Page) -> Any:
        above = self.tree.ancestors(page.path)
        return self.page(above[-1].id) if above else None

    def ancestors(self, page: Page) -> list[Facts]:
        return [{"title": node.title, "url": node.url} for node in self.tree.ancestors(page.path)]

    def card(self, page: Page) -> Facts:
        if page.pk not in self.cards:
            self.cards[page.pk] = page.card(self)
        return self.cards[page.pk]

    # what pages are made of

    def image(self, image_id: int | None, preset: str, alt: str | None = None) -> Facts | None:
        key = (image_id, preset)
        if key not in self.pictures:
            image = self.images.get(image_id)
            self.pictures[key] = self.picture(image, preset) if image else None
        facts = self.pictures[key]
        return facts if facts is None or alt is None else facts | {"alt": alt}

    def picture(self, image: Any, preset: str) -> Facts | None:
        """The picture's facts, or None where its file is gone."""
        try:
            return image_facts(image, preset, self.files)
        except SourceImageIOError:
            self.fault(_("图片的文件丢了：") + image.title)
            return None

    def document(self, document_id: int | None) -> Facts | None:
        document = self.documents.get(document_id)
        if document is None:
            return None
        url = iri_to_uri(f"/documents/{document.pk}/{document.filename}")
        if document.collection.path not in self.private_collections:
            self.files[url] = document.file.name
        return {
            "title": document.title,
            "url": url,
            "type": document.file_extension.upper(),
            "size": document.get_file_size() or 0,
        }

    def rich_text(self, html: str) -> Markup:
        return Markup(self.rewrite(html))  # noqa: S704 - Wagtail stored it from a white list

    @cached_property
    def rewrite(self):
        return rewriter(self)

    def stream(self, value: Any) -> list[Facts]:
        return stream_facts(value, self)
