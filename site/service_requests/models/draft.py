import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from service_requests.fields import EncryptedJSONField, EncryptedTextField

CAN_BE_SENT_FOR = timedelta(hours=2)


class Draft(models.Model):
    """What stands on a "check your answers" page, before it is sent; or what somebody saved to go
    on with later, under a code of which the digest is here.

    Its id is the idempotency key: once `request` is set, every further confirm leads to that
    request. A draft is never changed; editing makes a new one and removes the old. `answers` is
    {"values": {key: str | list}, "consent": {"version", "text", "separate"}, "trapped": bool},
    and emptied when the request is written.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(
        "pages.ServicePage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answers = EncryptedJSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    request = models.OneToOneField(
        "service_requests.ServiceRequest", null=True, on_delete=models.CASCADE, related_name="+"
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
    def can_be_sent(self) -> bool:
        return timezone.now() < self.created_at + CAN_BE_SENT_FOR
