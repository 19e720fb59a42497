"""When an event takes place: by a rule, and on the days that an editor changed."""

import pytest

from export.build import Build
from pages.calendar import tickets
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_gathering_keeps_its_key_when_its_hour_is_changed():
    changed = {"type": "date", "value": {"day": "2026-12-29", "starts": "19:30"}}
    event = make.EventFactory(recurrence="FREQ=WEEKLY", dates=[changed])
    moved = next(each for each in tickets(event, Build()) if each["starts"] == "19:30")
    assert moved["key"] == "2026-12-29"


def test_a_copy_is_another_occasion_and_a_new_revision_the_same():
    event = make.EventFactory()
    event.save_revision().publish()
    again = type(event).objects.get(pk=event.pk)
    copy = event.copy(update_attrs={"slug": "copy"})
    assert again.occasion == event.occasion
    assert copy.occasion != event.occasion
    assert copy.get_latest_revision_as_object().occasion == copy.occasion
