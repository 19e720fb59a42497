"""What readers can take along of a handbook: files made beside the site, from its facts."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.models.handbook_edition import HandbookEdition


class HandbookFile(models.Model):
    """One file of one handbook as it was last made well, or of one of its editions: that one is
    made once, and stays.

    The public site copies the file that `name` stands for in the media storage: so it shows
    what was recorded, whenever that was made. `source` is a digest of what it was made from.
    """

    class Kind(models.TextChoices):
        OFFLINE = "html", _("离线网页")
        BOOKLET = "a5", _("A5 小册子")
        SHEETS = "a4", _("A4 拼版（双面打印、对折）")

    handbook = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(
        HandbookEdition, null=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200, blank=True)  # in the media storage
    source = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    pages = models.PositiveIntegerField(default=0)  # of paper
    made_at = models.DateTimeField(null=True)
    # The last try that came to nothing; the file above stays.
    failure = models.CharField(max_length=200, blank=True)
    failed_source = models.CharField(max_length=64, blank=True)
    failed_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("手册的文件")
        verbose_name_plural = _("手册的文件")
        ordering = ["handbook", "-kind"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["handbook", "kind"],
                condition=models.Q(edition=None),
                name="one_file_of_each_kind",
            ),
            models.UniqueConstraint(
                fields=["edition", "kind"], name="one_file_of_each_kind_an_edition"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}"

    @property
    def type(self) -> str:
        return "HTML" if self.kind == self.Kind.OFFLINE else "PDF"

    @property
    def public_name(self) -> str:
        """That of the offline page decides which policy it is served with: config.public_files."""
        if self.kind == self.Kind.OFFLINE:
            return "handbook-offline.html"
        return f"handbook-{self.kind}.pdf"

    @property
    def made_on(self) -> str:
        return timezone.localtime(self.made_at).date().isoformat() if self.made_at else ""
