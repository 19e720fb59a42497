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

    @classmethod
    def ask_for_rebuild(cls):
        cls.objects.create(model="rebuild", object_id="")

    @classmethod
    def ask_to_retry(cls):
        """Wakes a worker that rests after a failure."""
        cls.objects.create(model="retry", object_id="")


class Run(models.Model):
    """One build of the public site, as the admin tells it."""

    started_at = models.DateTimeField(auto_now_add=True)
    full = models.BooleanField(default=False)
    trigger = models.CharField(max_length=100, blank=True)  # "pages.newspage 12"
    changes = models.PositiveIntegerField(default=0)  # how many rows of Change it answered
    rendered = models.PositiveIntegerField(default=0)
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


class Writer(models.Model):
    """One row: who is building the public site now, until when unless it says more, how far."""

    holder = models.CharField(max_length=120, blank=True)
    until = models.DateTimeField(null=True)
    phase = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.holder
