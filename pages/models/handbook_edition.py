"""An edition of a handbook: what was published when it was frozen, for good."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class WithoutText(models.Manager):
    """A text is as long as a book, and who lists editions doesn't read it."""

    def get_queryset(self):
        return super().get_queryset().defer("book")


class HandbookEdition(models.Model):
    """`book` is the facts of handbook and chapters with all that they quote (handbook_files.book),
    and `changes` what was changed since the edition before (handbook_files.comparing); both stay
    as they are. Nobody deletes an edition: its paper is in people's hands."""

    handbook = models.ForeignKey(
        Page, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    number = models.PositiveIntegerField(_("第几版"), editable=False)
    name = models.CharField(_("版次"), max_length=40, editable=False)
    note = models.TextField(
        _("这一版的说明"),
        blank=True,
        max_length=1000,
        help_text=_("给读者看的：为什么出这一版，主要改了什么。可以不写"),
    )
    book = models.JSONField(editable=False)
    source = models.CharField(max_length=64, editable=False)
    changes = models.JSONField(default=list, editable=False)
    frozen_at = models.DateTimeField(default=timezone.now, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = WithoutText()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("手册的一版")
        verbose_name_plural = _("手册各版")
        ordering = ["handbook", "-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["handbook", "number"], name="one_edition_a_number"),
        ]

    def __str__(self):
        words = {"name": self.name, "number": self.number}
        return gettext("%(name)s（第 %(number)d 版）") % words

    @property
    def frozen_on(self) -> str:
        return timezone.localtime(self.frozen_at).date().isoformat()

    @property
    def folder(self) -> str:
        """Where its files are, below the handbook's address."""
        return f"editions/{self.number}/"
