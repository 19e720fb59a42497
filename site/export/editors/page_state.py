"""Whether readers already have a page as it was last published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from export.editors.site_state import SiteState, read_site_state
from export.editors.troubles import Trouble
from export.models import Change
from pages.publishing import page_path


class Standing(StrEnum):
    NOT_PUBLIC = "not_public"
    WAITING = "waiting"
    CURRENT = "current"
    TROUBLE = "trouble"
    STOPPED = "stopped"


@dataclass(frozen=True)
class PageState:
    """`sentence` says the standing in Chinese; `notes` say what else an editor should know."""

    standing: Standing
    sentence: str
    url: str = ""  # the address readers use, where the file is there
    written_at: datetime | None = None
    since: datetime | None = None  # waiting since
    trouble: Trouble | None = None
    notes: tuple[str, ...] = ()
    refresh_after: int = 0  # milliseconds; 0: nothing will move


def page_state(page: Page) -> PageState:
    """`page` may be a draft: what counts is the row that readers are served from."""
    return Reading(Page.objects.get(pk=page.pk)).state()


class Reading:
    """One look at everything that tells where a page is on its way to readers."""

    def __init__(self, page: Page):
        self.page = page
        self.site: SiteState = read_site_state()
        self.path = public_path(page)
        self.file = settings.PUBLIC_DIR / page_path(self.path) if self.path else None
        self.written_at = written_at(self.file)
        self.why_not_public = why_not_public(page, self.path)
        self.own = own_changes(page)

    def state(self) -> PageState:
        if self.is_waiting:
            return self.waiting()
        if self.why_not_public:
            return PageState(Standing.NOT_PUBLIC, self.why_not_public)
        if fault := self.fault:
            return PageState(Standing.TROUBLE, fault, **self.file_facts)
        if self.written_at is None:
            return PageState(Standing.TROUBLE, _("公开网站上还没有这一页的文件。"))
        return PageState(
            Standing.CURRENT, _("公开的网页是最新的。"), notes=self.notes, **self.file_facts
        )

    @property
    def is_waiting(self) -> bool:
        """Its own change waits; or its file has still to come or go, and something waits."""
        if self.why_not_public:
            return self.written_at is not None and bool(self.own or self.site.is_moving)
        return bool(self.own) or (self.written_at is None and self.site.is_moving)

    def waiting(self) -> PageState:
        facts = {
            "since": self.own[0] if self.own else self.site.waiting_since,
            "refresh_after": self.site.refresh_after,
            "notes": self.notes,
            **self.file_facts,
        }
        if not self.site.worker_is_alive:
            return PageState(Standing.STOPPED, self.stopped_words, **facts)
        if self.site.trouble and not self.site.writer:
            words = _("上一次发布没有成功，这一页的改动还没到公开网站，会自己再试。")
            return PageState(Standing.TROUBLE, words, trouble=self.site.trouble, **facts)
        words = _("正在从公开网站拿走。") if self.why_not_public else _("正在等着发布。")
        return PageState(Standing.WAITING, words, **facts)

    @property
    def stopped_words(self) -> str:
        return _(
            "发布进程没有在运行，这一页的改动还没到公开网站。请重新启动网站，或者告诉维护的人。"
        )

    @property
    def fault(self) -> str:
        """The first thing the last build said of this page, which it names in “ ”."""
        name = f"“{self.page.title}”"
        return next((line for line in self.site.faults if name in line), "")

    @property
    def notes(self) -> tuple[str, ...]:
        if self.page.live and self.page.has_unpublished_changes:
            return (_("公开的是上一次发布的样子，之后的修改还只是草稿。"),)
        return ()

    @property
    def file_facts(self) -> dict:
        if self.written_at is None:
            return {}
        return {"url": settings.PUBLIC_URL + self.path, "written_at": self.written_at}


def public_path(page: Page) -> str:
    """ "/guides/permit/", or "" for a page outside the site's tree."""
    parts = page.get_url_parts()
    return (parts[2] or "") if parts else ""


def written_at(file: Path | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC) if file else None
    except OSError:
        return None


def own_changes(page: Page) -> list[datetime]:
    """When its waiting changes were recorded; a move names it as a bare page."""
    labels = {page.specific_class._meta.label_lower, Page._meta.label_lower}
    rows = Change.objects.filter(object_id=str(page.pk), model__in=labels)
    return list(rows.values_list("recorded_at", flat=True))


def why_not_public(page: Page, path: str) -> str:
    """ "" for a page that readers may have."""
    if not page.live:
        return why_not_live(page)
    if not path:
        return _("不在公开网站上：这一页不在首页下面。")
    restriction = page.get_view_restrictions().first()
    return why_private(page, restriction) if restriction else ""


def why_not_live(page: Page) -> str:
    if scheduled := page.scheduled_revision:
        at = timezone.localtime(scheduled.approved_go_live_at)
        return _("还没公开：计划在 %s 发布。") % f"{at:%Y-%m-%d %H:%M}"
    if page.expired:
        return _("不再公开：已经过期。")
    if page.first_published_at:
        return _("不再公开：已经取消发布。")
    return _("还没公开：这是草稿，还没发布过。")


def why_private(page: Page, restriction: PageViewRestriction) -> str:
    who = {
        PageViewRestriction.PASSWORD: _("要输入密码才能看，不在公开的文件里。"),
        PageViewRestriction.GROUPS: _("只给指定的用户组看，不在公开的文件里。"),
    }.get(restriction.restriction_type, _("要登录才能看，不在公开的文件里。"))
    inherited = restriction.page_id != page.pk
    return _("没有公开：随上级页面，%s") % who if inherited else _("没有公开：%s") % who
