from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction

from service_requests.fields import EncryptedTextField
from service_requests.models.log import ChainedLog


class ChainedEventQuerySet(models.QuerySet):
    @transaction.atomic
    def bulk_create(self, objs, *args, **kwargs):
        events = list(objs)
        model: Any = self.model
        model.log_class.objects.append(events)
        return super().bulk_create(events, *args, **kwargs)


class ChainedEvent(models.Model):
    """One line of a log: who, when, and words that are encrypted, for they may quote a person.

    Events are added and never changed: each is chained to the one before it in its log, see
    `ChainedLog`. Only the words may go, with their salt, when their time is over.
    """

    log_class: ClassVar[type[ChainedLog]]
    subject: ClassVar[str]  # the column that says which log it belongs to

    # The number of an account stays in the log when the account is gone.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_name = models.CharField(max_length=150, blank=True)  # outlives the account
    at = models.DateTimeField()
    text = EncryptedTextField(default="")

    position = models.PositiveIntegerField(editable=False)  # in its log, from 1
    salt = models.CharField(max_length=32, blank=True, editable=False)
    words_digest = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    objects = ChainedEventQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            self.log_class.objects.append([self])
            return super().save(*args, **kwargs)

    @property
    def log_number(self) -> int:
        return getattr(self, self.subject)

    @property
    def content(self) -> list[Any]:
        """What its digest covers, as plain values."""
        raise NotImplementedError

    def forgets(self, earlier) -> bool:
        """Whether this one says that the words of an earlier one are gone."""
        raise NotImplementedError
