"""The worker keeps SQLite's statistics fresh, once a day."""

import pytest
import time_machine
from django.db import connection

from config import table_statistics
from export.worker import every_minute
from tests import factories as make

pytestmark = pytest.mark.django_db


def known_rows() -> int:
    """How many pages the statistics count; 0 before there are any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return 0
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'wagtailcore_page' LIMIT 1")
        found = cursor.fetchone()
    return int(found[0].split()[0]) if found else 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own statistics")
def test_the_worker_takes_statistics_once_a_day(monkeypatch, settings):
    settings.MINUTE_TASKS = [name for name in settings.MINUTE_TASKS if "statistics" in name]
    monkeypatch.setattr(table_statistics, "taken_on", None)
    make.home()
    assert minute_of("2026-11-24 10:00 +0800") == 2
    make.SectionFactory()
    assert minute_of("2026-11-24 10:01 +0800") == 2
    assert minute_of("2026-11-25 00:01 +0800") == 3


def minute_of(moment: str) -> int:
    with time_machine.travel(moment):
        every_minute()
    return known_rows()
