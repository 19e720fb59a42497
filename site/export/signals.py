"""Records what changed, in the transaction that changes it.

Post-save and post-delete are heard unfiltered (a move says `sender=Page`, a delete speaks
twice), and a row names an id only: what it means is found out when the site is built.
"""

from functools import cache

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from export.models import TREE, Change
from export.sweep import watched_models


def connect():
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(record, dispatch_uid="export.record")
    m2m_changed.connect(record_other_side, dispatch_uid="export.record_other_side")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(record_page, dispatch_uid="export.record_page")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(record_redirects, dispatch_uid="export.record_redirects")
    post_page_move.connect(record_tree, dispatch_uid="export.record_tree")


def record(sender, instance=None, raw=False, **kwargs):
    if not raw and isinstance(instance, watched()):
        record_change(instance)


def record_other_side(sender, model=None, pk_set=None, reverse=False, **kwargs):
    """`topic.newspage_set.add(page)` tells of the topic; the page has changed."""
    if reverse and issubclass(model, watched()):
        for key in pk_set or ():
            Change.objects.create(model=model._meta.label_lower, object_id=str(key))


def record_page(sender, instance, **kwargs):
    record_change(instance)


def record_redirects(sender, **kwargs):
    """Wagtail has just written redirects to where the page is now, and no signal tells of it."""
    Change.objects.create(model=Redirect._meta.label_lower)


def record_tree(sender, **kwargs):
    """Whatever stood beside a page, before or now, may have given way: nothing tells of those."""
    Change.objects.create(model=TREE)


def record_change(instance: Model):
    Change.objects.create(model=instance._meta.label_lower, object_id=str(instance.pk))


@cache
def watched() -> tuple[type[Model], ...]:
    return (Page, *watched_models())
