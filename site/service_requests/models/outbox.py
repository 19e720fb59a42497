from django.db import models


class OutboxMessage(models.Model):
    """A notice to be sent, written in the transaction of what it tells about.

    `payload` holds the event and the reference, and nothing else about the person: whoever
    sends it looks the rest up, and a table of notices gives nobody away.
    """

    class Channel(models.TextChoices):
        STAFF = "staff"
        APPLICANT = "applicant"

    channel = models.CharField(max_length=10, choices=Channel)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.channel} {self.payload.get('event')}"
