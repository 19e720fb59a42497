"""What a row in Change or a run's trigger is about, by the name that editors know it by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from export.models import REBUILD, RETRY, TREE, Change

Key = tuple[str, str]  # ("pages.newspage", "12")
WITHOUT_OBJECT = {
    REBUILD: gettext_lazy("有人要求全部重新发布"),
    RETRY: gettext_lazy("有人要求再试一次"),
    TREE: gettext_lazy("页面换了位置"),
    "midnight": gettext_lazy("过了零点"),
    "start": gettext_lazy("网站启动"),
    "command": gettext_lazy("维护的人手动发布"),
}


@dataclass(frozen=True)
class Named:
    """`name` and `edit_url` are for those who may edit it; others learn its kind only."""

    kind: str
    name: str = ""
    edit_url: str = ""
    since: datetime | None = None


def waiting_objects(user, most: int = 50) -> list[Named]:
    """Everything that waits, each once, with the time of its first change."""
    since: dict[Key, datetime] = {}
    for change in Change.objects.of_content():
        since.setdefault((change.model, change.object_id), change.recorded_at)
    shown = list(since)[:most]
    names = name_all(shown, user)
    return [replace(names[key], since=since[key]) for key in shown]


def name_trigger(trigger: str, user) -> Named | None:
    """None for a run that was noted without one."""
    if not trigger:
        return None
    if trigger in WITHOUT_OBJECT:
        return Named(str(WITHOUT_OBJECT[trigger]))
    model, _space, object_id = trigger.partition(" ")
    return name_all([(model, object_id)], user)[model, object_id]


def name_all(keys: Iterable[Key], user) -> dict[Key, Named]:
    """One query a model, and what the finder of addresses asks."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for model, object_id in keys:
        wanted[model].add(object_id)
    finder = AdminURLFinder(user)
    return {
        (model, object_id): named
        for model, ids in wanted.items()
        for object_id, named in name_model(model, ids, finder).items()
    }


def name_model(label: str, ids: set[str], finder: AdminURLFinder) -> dict[str, Named]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return {each: Named(f"{label} {each}".strip()) for each in ids}
    kind = str(model._meta.verbose_name)
    numbers = [each for each in ids if each.isdigit()]
    found = {str(pk): each for pk, each in model._default_manager.in_bulk(numbers).items()}
    return {each: name_one(kind, found.get(each), finder) for each in ids}


def name_one(kind: str, instance: Any, finder: AdminURLFinder) -> Named:
    if instance is None:
        return Named(kind, _("（已经删除）"))
    edit_url = finder.get_edit_url(instance) or ""
    if not edit_url:
        return Named(kind)
    is_page = isinstance(instance, Page)
    name = instance.get_admin_display_title() if is_page else str(instance)
    return Named(str(instance.get_verbose_name()) if is_page else kind, name, edit_url)
