"""A site with something for every change, and a run of changes over it.

A run lives in one transaction that is rolled back, with folders of its own and a clock that
only changes move on; what Wagtail does on commit it does after each change.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import TestCase, override_settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from export.deliver import INSTEAD, export_site
from export.worker import build_pending, sweep
from search.models import SynonymGroup
from tests import factories as make
from tests.changes import CHANGES, Choose, NotNow
from tests.changes.choosing import NO_SIGNAL
from tests.engine import clean_build
from tests.same_site import difference, snapshot
from tests.site_of_all_kinds import Pages, build_site

BEGINNING = "2026-11-24 10:00 +0800"
NEWS = 7  # with PAGE_SIZE at 3: two full pages of the list and one more


def build_site_with_something_for_every_change() -> Pages:
    pages = build_site()
    User.objects.create_superuser("editor", "editor@example.invalid", "pass")
    add_news(pages)
    add_second_ones(pages)
    add_files()
    add_what_waits(pages)
    return pages


def add_news(pages: Pages):
    spring = make.TopicFactory(parent=pages["news_index"], title="春运", slug="spring")
    topics = [pages["topic"], spring]
    for number in range(NEWS):
        page = make.NewsFactory(
            parent=pages["news_index"],
            title=f"消息 {number}",
            slug=f"news-{number}",
            news_kind=["story", "notice"][number % 2],
            published_on=f"{2025 + number % 2}-10-{number + 1:02}",
        )
        page.topics = topics[: number % 3]
        page.save_revision().publish()


def add_second_ones(pages: Pages):
    """What appears beside the first of its kind: related, next, other, coming."""
    make.ServiceLineFactory(name="工资", slug="wages", order=1)
    SynonymGroup.objects.create(words="落户、入户")
    counts = [{"type": "counts", "value": {"table": make.CountTableFactory().pk}}]
    make.ArticleFactory(title="成效", slug="impact", body=counts)
    make.GuideFactory(parent=pages["guide_index"], title="补办", slug="again")
    make.ChapterFactory(parent=pages["handbook"], title="租房", slug="renting")
    make.StationFactory(parent=pages["station_index"], title="井岸站", slug="jing-an")
    make.EventFactory(
        parent=pages["calendar"], title="周末课堂", slug="weekend", recurrence="FREQ=WEEKLY"
    )
    make.SeriesFactory(parent=pages["calendar"], title="明德讲堂", slug="talks")


def add_files():
    document, closed_one = make.DocumentFactory(), make.DocumentFactory(title="内部")
    closed = Collection.get_first_root_node().add_child(name="内部")
    Collection.get_first_root_node().add_child(name="公开")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    closed_one.collection = closed
    closed_one.save()
    given = [{"document": document.pk}, {"document": closed_one.pk}]
    body = [{"type": "attachments", "value": {"attachments": given}}]
    make.ArticleFactory(title="带附件", slug="with-files", body=body)


def add_what_waits(pages: Pages):
    """An alias, pages nobody sees, redirects that work and one that has given way."""
    pages["article"].create_alias(update_slug="alias")
    make.ArticleFactory(title="没发布", slug="hidden").unpublish()
    members = make.ArticleFactory(title="内部通知", slug="members")
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    Redirect.objects.create(old_path="/old", redirect_page=pages["guide"])
    Redirect.objects.create(old_path="/about/privacy", redirect_link="https://example.org/")


class ChangedSite:
    """One run: `change` as often as one likes, then `difference` from a clean build."""

    def __init__(self, folder: Path, media: Path, pick: Callable[[int], int]):
        self.folder = folder
        self.public = folder / "public"
        self.made: list[str] = []
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(media, folder / "media")
        self.settings = override_settings(MEDIA_ROOT=folder / "media", PUBLIC_DIR=self.public)
        self.settings.enable()
        cache.clear()
        self.travel = time_machine.travel(BEGINNING, tick=False)
        self.choose = Choose(pick, self.travel.start())
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        export_site()

    def change(self, name: str) -> bool:
        """False when there is nothing that could be changed so."""
        try:
            with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
                said = CHANGES[name](self.choose)
        except (NotNow, ValidationError):  # a guide whose line is gone can't be copied, say
            return False
        self.made.append(f"{name}: {said}")
        self.choose.clock.shift(61)
        if name in NO_SIGNAL:
            sweep()
        return True

    def bring_up_to_date(self):
        """What the worker does. A fault that is made good by a full build is a fault."""
        result = build_pending()
        assert not (result and str(INSTEAD) in result.faults), self.made

    def difference(self) -> str:
        """How the public folder differs from a clean build, and what led there; "" if not."""
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        found = difference(snapshot(self.public), clean_build(self.folder / "clean"))
        return found and f"{found}\n\nafter:\n" + "\n".join(self.made)

    def end(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.travel.stop()
        self.settings.disable()
