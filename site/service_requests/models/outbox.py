from django.db import models


class OutboxMessage(models.Model):
    """A notice to be sent, written in the transaction of what it tells about.

    `payload` holds the event and the reference, and nothing else about the person: whoever
    sends it looks the rest up, and a table of notices gives nobody away. Whom it goes to, and
    how, is decided once, by `notices.plan`: a Delivery each.
    """

    class Channel(models.TextChoices):
        STAFF = "staff"
        APPLICANT = "applicant"

    channel = models.CharField(max_length=10, choices=Channel)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True, db_index=True)
    # What may be there only once, like "overdue 2026-11-24".
    once = models.CharField(max_length=40, null=True, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.channel} {self.payload.get('event')}"
