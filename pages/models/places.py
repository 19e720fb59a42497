from django.db import models


class GatheringPlaces(models.Model):
    """How many are coming to one gathering of an event, and how many wait: all that the public
    site knows of those who signed up.

    `occasion` and `key` are an event's and a ticket's. Written in the transaction that signs
    somebody up, so that the export hears of it.
    """

    occasion = models.UUIDField()
    key = models.DateField()
    taken = models.PositiveIntegerField(default=0)  # people
    waiting = models.PositiveIntegerField(default=0)  # people

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["occasion", "key"], name="places_of_gathering")
        ]

    def __str__(self):
        return f"{self.occasion} {self.key}"
