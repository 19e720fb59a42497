"""What each recorded change means for a plan."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from export.models import OF_NO_OBJECT, REBUILD, TREE, Change
from export.plan import Planner
from pages.models import SiteSettings


class WantsFullBuild(Exception):
    """Nothing smaller than a full build answers this change."""


def note_changes(planner: Planner, changes: Iterable[Change]):
    """Raises WantsFullBuild."""
    pages: set[int] = set()
    for name, object_id in sorted({(change.model, change.object_id) for change in changes}):
        if name == REBUILD:
            raise WantsFullBuild(name)
        if name == TREE:
            planner.note_tree()
        if name in OF_NO_OBJECT:
            continue
        try:
            model = apps.get_model(name)
        except LookupError:  # of a kind that is no more
            continue
        if issubclass(model, Page):
            pages.add(int(object_id))
        else:
            note_row(planner, model, object_id)
    planner.note_pages(pages)


def note_row(planner: Planner, model: type[Model], object_id: str):
    if issubclass(model, Site):
        raise WantsFullBuild(model.__name__)
    if issubclass(model, PageViewRestriction):
        planner.note_tree()
    elif issubclass(model, get_image_model()):
        planner.leaves.add(("image", int(object_id)))
    elif issubclass(model, get_document_model()):
        planner.leaves.add(("document row", int(object_id)))
    elif issubclass(model, (Collection, CollectionViewRestriction)):
        planner.leaves.add(("collections",))
    elif issubclass(model, SiteSettings):
        planner.leaves.add(("settings",))
    elif issubclass(model, Redirect):
        planner.leaves.add(("redirects",))
    else:
        planner.leaves.add(("every", model._meta.label_lower))
