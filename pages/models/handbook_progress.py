"""How far the making of a handbook's files has come: a row while it goes on."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

LONGEST_STEP = timedelta(minutes=10)


class HandbookProgress(models.Model):
    class Step(models.TextChoices):
        OFFLINE = "offline", _("写离线网页")
        LAYOUT = "layout", _("给 A5 小册子排版")
        WRITE = "write", _("写 A5 小册子")
        IMPOSE = "impose", _("拼 A4")

    handbook = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    edition = models.CharField(max_length=80, blank=True)  # blank: what the site says now
    step = models.CharField(max_length=10, choices=Step)
    done = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("手册的文件做到哪里")
        verbose_name_plural = _("手册的文件做到哪里")
        default_permissions = ()

    def __str__(self):
        return f"{self.get_step_display()} {self.done + 1}/{self.total}"

    @classmethod
    def of(cls, handbook_id: int | None) -> "HandbookProgress | None":
        """None as well when whoever told of it last has died over it."""
        lately = timezone.now() - LONGEST_STEP
        return cls.objects.filter(handbook_id=handbook_id or 0, told_at__gt=lately).first()
