"""Keeps SQLite's picture of its tables fresh, so that it takes the index that fits: PostgreSQL
does that by itself. Without it the inbox of a large centre is read two to three times as slowly.
"""

from datetime import date

from django.db import connection
from django.utils import timezone

taken_on: date | None = None


def take_statistics():
    """Once a day, and when the worker starts; a task of the worker's minute."""
    global taken_on
    today = timezone.localdate()
    if connection.vendor != "sqlite" or taken_on == today:
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    taken_on = today
