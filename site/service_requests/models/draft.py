import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from service_requests.fields import EncryptedJSONField, EncryptedTextField

CAN_BE_SENT_FOR = timedelta(hours=2)


class Draft(models.Model):
    """What stands on a "check your answers" page, before it is sent; or what somebody saved to go
    on with later, under a code of which the digest is here.

    It is of a service's form or of an event's. Its id is the idempotency key: once `request` or
    `registration` is set, every further confirm leads to that one. A draft is never changed;
    editing makes a new one and removes the old. `answers` is {"values": {key: str | list},
    "consent": {"version", "text", "separate"}, "trapped": bool}, and emptied when it was sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(
        "pages.ServicePage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    event = models.ForeignKey(
        "pages.EventPage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answers = EncryptedJSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    request = models.OneToOneField(
        "service_requests.ServiceRequest", null=True, on_delete=models.CASCADE, related_name="+"
    )
    registration = models.OneToOneField(
        "service_requests.Registration", null=True, on_delete=models.CASCADE, related_name="+"
    )

    resume_digest = models.CharField(max_length=64, null=True, unique=True)
    # Apart from the answers, so that asking with a wrong code opens as much as with a right one.
    last_four = EncryptedTextField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.id)

    @property
    def sent(self):
        """The request or the registration that was made of it."""
        return self.request or self.registration

    @property
    def can_be_sent(self) -> bool:
        return timezone.now() < self.created_at + CAN_BE_SENT_FOR
