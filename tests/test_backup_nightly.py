"""A backup each night, where the operator names a place, and what they see when there is none."""

import pytest
import time_machine
from django.conf import settings as machine

from config.backups import nightly
from config.backups.making import backups_in
from tests.backups import something_to_back_up  # noqa: F401 - a fixture
from tests.factories_requests import (
    administrator,
    at,
    plain_static,  # noqa: F401 - a fixture
)


class TestEachNight:
    @pytest.fixture(autouse=True)
    def wanted(self, settings, place):
        settings.BACKUP_DIR, settings.BACKUP_KEEP = place, 2

    def look_at(self, *moment) -> list[str]:
        with time_machine.travel(at(*moment), tick=False):
            nightly.one_look()
        return [path.name[6:14] for path in backups_in(machine.BACKUP_DIR)]

    def test_one_is_made_from_three_on_and_the_newest_are_kept(self):
        assert self.look_at(2026, 11, 25, 2, 59) == []
        assert self.look_at(2026, 11, 25, 3, 0) == ["20261125"]
        assert self.look_at(2026, 11, 25, 23, 0) == ["20261125"]
        assert self.look_at(2026, 11, 26, 9, 0) == ["20261125", "20261126"]
        assert self.look_at(2026, 11, 27, 3, 0) == ["20261126", "20261127"]

    def test_without_a_place_none_is_made(self, settings, place):
        settings.BACKUP_DIR = None
        assert nightly.one_look() == nightly.LOOK_SECONDS
        assert not place.exists()

    @pytest.mark.usefixtures("plain_static")
    def test_administrators_are_told_when_it_does_not_come_about(self, client, place, caplog):
        client.force_login(administrator())
        assert "还没有一次备份做成" in self.home(client, 2026, 11, 25, 12)
        self.look_at(2026, 11, 25, 3)
        assert "备份" not in self.home(client, 2026, 11, 26, 12)
        place.rename(place.with_name("away"))
        place.write_text("not a folder")
        with time_machine.travel(at(2026, 11, 26, 3), tick=False):
            assert nightly.one_look() == nightly.REST_SECONDS
        assert "the nightly backup was not made" in caplog.text
        place.unlink()
        place.with_name("away").rename(place)
        home = self.home(client, 2026, 11, 26, 16)
        assert "最近一次备份是 2026-11-25 03:00" in home

    def home(self, client, *moment) -> str:
        with time_machine.travel(at(*moment), tick=False):
            return client.get("/admin/").content.decode()
