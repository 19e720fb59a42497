"""Finds changes of which no signal told: a queryset.update, a bulk_create, another program.

Each row that can show on the public site is compared, by a digest, with what it was when the
site was last built; drafts' own columns are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import ManyToManyField, Model, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site
from wagtail.snippets.models import get_snippet_models

from export.models import Change
from export.record import Record
from pages.models import (
    BasePage,
    CalendarDay,
    GatheringPlaces,
    HandbookEdition,
    HandbookFile,
    ShortAddress,
    SiteSettings,
)

DRAFTS_OWN = {
    "latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title",
    "live_revision", "locked", "locked_at", "locked_by", "numchild", "expired", "go_live_at",
    "expire_at", "owner", "search_description_updated_at",
}  # fmt: skip


def watched_models() -> list[type[Model]]:
    """Everything that can show on the public site."""
    pages = [model for model in apps.get_models() if issubclass(model, BasePage)]
    return [
        *pages,
        Site,
        SiteSettings,
        ShortAddress,
        GatheringPlaces,
        CalendarDay,
        HandbookEdition,
        HandbookFile,
        Redirect,
        Collection,
        CollectionViewRestriction,
        PageViewRestriction,
        get_image_model(),
        get_document_model(),
        *get_snippet_models(),
        *map(apps.get_model, settings.SHOWN_MODELS),
    ]


def row_digests(model: type[Model], ids: Iterable[str] | None = None) -> dict[str, int]:
    """A digest of each row by its id, over the stored columns and the many-to-many rows."""
    rows = model._default_manager.order_by("pk")
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    columns = [field.attname for field in model._meta.concrete_fields if is_shown(field)]
    found = {str(row[0]): digest(row) for row in stored(rows.values_list("pk", *columns))}
    for field in model._meta.many_to_many:
        if not isinstance(field, ManyToManyField):  # tags: they show in the admin only
            continue
        through: Any = field.remote_field.through
        pairs = through._default_manager.order_by("pk")
        if ids is not None:
            pairs = pairs.filter(**{f"{field.m2m_field_name()}__in": list(found)})
        owner, other = field.m2m_column_name(), field.m2m_reverse_name()
        for row in stored(pairs.values_list(owner, other)):
            if str(row[0]) in found:
                found[str(row[0])] ^= digest((field.name, *row))
    return found


def is_shown(field) -> bool:
    return field.name not in DRAFTS_OWN


def stored(rows: QuerySet) -> list[tuple]:
    """The rows as the database has them: nothing is made of a block or a date."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:  # no id was asked for
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def digest(row: tuple) -> int:
    return int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=7).digest(), "big")


def see_everything(record: Record):
    """Note the rows as they are now: before a full build reads them."""
    for model in watched_models():
        note(record, model, row_digests(model))


def see(record: Record, changes: Iterable[Change]):
    """Note the rows that these changes name: before they are read."""
    by_model: dict[str, set[str]] = {}
    for change in changes:
        by_model.setdefault(change.model, set()).add(change.object_id)
    for model in watched_models():
        label = model._meta.label_lower
        ids = by_model.get(label, set())
        if ids:  # an empty one: of this kind, whoever changed them did not say which
            now = row_digests(model, None if "" in ids else ids)
            record.many("delete from seen where model = ? and id = ?", ((label, i) for i in ids))
            note(record, model, now)


def note(record: Record, model: type[Model], digests: dict[str, int]):
    rows = ((model._meta.label_lower, key, value) for key, value in digests.items())
    record.many("replace into seen values (?, ?, ?)", rows)


def find_unsignalled(record: Record) -> list[tuple[str, str]]:
    """(model label, id) of each row that is not as it was when the site was last built."""
    found = []
    for model in watched_models():
        label = model._meta.label_lower
        before = dict(record.rows("select id, digest from seen where model = ?", label))
        now = row_digests(model)
        ids = before.keys() | now.keys()
        found += [(label, each) for each in sorted(ids) if before.get(each) != now.get(each)]
    return found
