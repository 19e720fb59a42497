"""Records what changed, in the transaction that changes it.

Post-save and post-delete are heard unfiltered (a move says `sender=Page`, a delete speaks
twice), and a row names an id only: what it means is found out when the site is built.
"""

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import BaseViewRestriction, Collection, Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
from wagtail.snippets.models import get_snippet_models

from export.models import Change
from pages.models import SiteSettings


def connect():
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(record, dispatch_uid="export.record")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(record_page, dispatch_uid="export.record_page")


def record(sender, instance=None, raw=False, **kwargs):
    if not raw and isinstance(instance, watched()):
        record_change(instance)


def record_page(sender, instance, **kwargs):
    record_change(instance)


def record_change(instance: Model):
    Change.objects.create(model=instance._meta.label_lower, object_id=str(instance.pk))


def watched() -> tuple[type[Model], ...]:
    """Everything that can show on the public site."""
    return (
        Page,
        Site,
        SiteSettings,
        Redirect,
        Collection,
        BaseViewRestriction,
        get_image_model(),
        get_document_model(),
        *get_snippet_models(),
    )
