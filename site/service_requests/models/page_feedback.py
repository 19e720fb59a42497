"""What readers say of a page: whether it helped, and what is wrong with it."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedTextField

MOST_A_DAY = 200  # votes that count of one page: a flood fills no disk and drowns no month


class PageVotesQuerySet(models.QuerySet):
    def count_one(self, page_id: int, helped: bool, day: date):
        """One more; what comes in too great a number on one day says nothing and isn't counted."""
        row, _made = self.get_or_create(page_id=page_id, day=day)
        column = "yes" if helped else "no"
        self.filter(pk=row.pk, yes__lt=MOST_A_DAY - F("no")).update(**{column: F(column) + 1})


class PageVotes(models.Model):
    """有用, 没用: how many said so of a page on a day. Nothing is kept of who did."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="votes")
    day = models.DateField(_("哪天"))
    yes = models.PositiveSmallIntegerField(_("有用"), default=0)
    no = models.PositiveSmallIntegerField(_("没用"), default=0)

    objects = PageVotesQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no reason to keep a page

    class Meta:
        verbose_name = _("本页有用吗")
        verbose_name_plural = _("本页有用吗")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="votes_of_a_day")]

    def __str__(self):
        return f"{self.page_id} {self.day}: {self.yes} / {self.no}"


class PageCorrection(models.Model):
    """纠错: what a reader says is wrong or missing on a page.

    The id comes with the form, so that what is sent twice is stored once. The words may hold a
    phone number: they are sealed, shown masked, and deleted when their time is over. The row
    keeps the page's title and address, and outlives the page.
    """

    class State(models.TextChoices):
        NEW = "new", _("待看")
        MENDED = "mended", _("已改")
        RIGHT = "right", _("不用改")
        SPAM = "spam", _("垃圾")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    page_title = models.CharField(_("页面"), max_length=255)
    page_url = models.CharField(_("网址"), max_length=1000)
    read_version = models.DateField(_("读者看的是哪天的"), null=True)
    words = EncryptedTextField(_("写了什么"))
    state = models.CharField(_("状态"), max_length=6, choices=State, default=State.NEW)
    doubt = models.CharField(_("为什么放在一边"), max_length=60, blank=True)
    sent_at = models.DateTimeField(_("收到"), db_index=True)
    settled_at = models.DateTimeField(_("处理"), null=True)
    settled_by = models.CharField(_("谁处理的"), max_length=150, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("纠错")
        verbose_name_plural = _("纠错")
        ordering = ["-sent_at", "pk"]
        default_permissions = ("change",)

    def __str__(self):
        return self.page_title
