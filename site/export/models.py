from datetime import timedelta

from django.db import models
from django.utils import timezone


class Change(models.Model):
    """Something that readers may see has changed: a row naming it, and nothing more.

    Written in the transaction that makes the change, so it is there exactly when the change
    is. The worker takes all rows that are there, builds, and deletes those it has taken.
    """

    model = models.CharField(max_length=100)  # "pages.guidepage"
    object_id = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.model} {self.object_id}"


class Run(models.Model):
    """One build of the public site, as the admin tells it."""

    started_at = models.DateTimeField(auto_now_add=True)
    seconds = models.FloatField()
    files = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    faults = models.TextField(blank=True)  # a line each: what the build went on without
    error = models.TextField(blank=True)  # why there was no build at all

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M:%S}"


class Pulse(models.Model):
    """One row: when the worker was last seen at work."""

    beaten_at = models.DateTimeField()

    def __str__(self):
        return f"{self.beaten_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls):
        cls.objects.update_or_create(pk=1, defaults={"beaten_at": timezone.now()})

    @classmethod
    def is_alive(cls) -> bool:
        """Whether the worker was seen within the last three minutes."""
        return cls.objects.filter(beaten_at__gt=timezone.now() - timedelta(minutes=3)).exists()
