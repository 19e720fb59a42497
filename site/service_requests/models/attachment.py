from copy import copy

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from service_requests.encryption import seal
from service_requests.fields import EncryptedTextField
from service_requests.papers import store


class AttachmentQuerySet(models.QuerySet):
    def kept(self):
        """Those whose file should be there."""
        return self.filter(removed_at=None)

    def unsent(self):
        """Of drafts: sent in, but the form isn't confirmed."""
        return self.filter(request=None)

    def identity(self):
        """Photos of identity papers: they go earlier than the rest."""
        return self.filter(kind=Attachment.Kind.IDENTITY)

    def closed_before(self, moment):
        """Of requests that were over by then."""
        return self.filter(request__closed_at__lte=moment)

    def bytes(self) -> int:
        return self.aggregate(sum=Sum("size"))["sum"] or 0

    def discard(self, reason: str) -> int:
        """Remove the files and leave their rows, so that the list says what became of them; how
        many. The files go when the transaction is committed."""
        nothing = seal("")
        with transaction.atomic():
            gone = list(self.kept().values_list("pk", "stored_as"))
            rows = Attachment.objects.filter(pk__in=[pk for pk, _name in gone])
            rows.update(removed_at=timezone.now(), removal=reason, name=nothing)
            for _pk, name in gone:
                forget_file(name)
        return len(gone)


class Attachment(models.Model):
    """材料: one file that belongs to a request, or to a draft that may become one.

    The file itself is sealed in settings.PAPERS_DIR as `stored_as`; `name` is what it was called
    where it came from, `label` the question it answers. Made anew by us, it has nothing in common
    with what was sent but its looks. Deleting a row removes its file after the commit.
    """

    class Kind(models.TextChoices):
        IDENTITY = "identity", _("证件")
        OTHER = "other", _("其他材料")

    class Source(models.TextChoices):
        FORM = "form", _("填表时传的")
        STATUS = "status", _("在进度页补的")
        STAFF = "staff", _("工作人员存的")

    class Removal(models.TextChoices):
        RETENTION = "retention", _("到期删除")
        ERASURE = "erasure", _("按申请人的要求删除")

    draft = models.ForeignKey(
        "service_requests.Draft", null=True, on_delete=models.CASCADE, related_name="papers"
    )
    request = models.ForeignKey(
        "service_requests.ServiceRequest",
        null=True,
        on_delete=models.CASCADE,
        related_name="papers",
    )
    missing_item = models.ForeignKey(  # what it was asked for by, as the person says
        "service_requests.MissingItem", null=True, on_delete=models.SET_NULL, related_name="papers"
    )
    field = models.CharField(max_length=20, blank=True)  # its key in the form
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OTHER)
    source = models.CharField(max_length=10, choices=Source, default=Source.FORM)
    name = EncryptedTextField(_("文件名"))
    media_type = models.CharField(max_length=20)
    pages = models.PositiveSmallIntegerField(default=1)
    size = models.PositiveIntegerField()  # bytes, before sealing
    digest = models.CharField(max_length=64)  # keyed; the same file sent twice is kept once
    stored_as = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_by_name = models.CharField(max_length=150, blank=True)  # outlives the account
    removed_at = models.DateTimeField(null=True)
    removal = models.CharField(max_length=10, choices=Removal, blank=True)

    objects = AttachmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("材料")
        verbose_name_plural = _("材料")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None) | Q(request=None), name="attachment_of_one"
            )
        ]

    def __str__(self):
        return self.stored_as

    def sealed(self) -> "Attachment":
        """A copy to be written: its name is sealed before the transaction opens."""
        made = copy(self)
        made.name = seal(self.name)
        return made


def forget_file(name: str):
    """A failure leaves an orphan, which the sweep finds: what was committed stays done."""
    transaction.on_commit(lambda: store.remove(name), robust=True)


def forget_file_of(sender, instance: Attachment, **kwargs):
    forget_file(instance.stored_as)


models.signals.post_delete.connect(forget_file_of, sender=Attachment)
