"""What tests of backups stand on: something to back up, and the command at a moment."""

from pathlib import Path

import pytest
import time_machine
from django.conf import settings as machine
from django.core.management import call_command

from config.backups.making import backups_in
from tests.factories_papers import make_paper
from tests.factories_requests import at, make_request

NIGHT = at(2026, 11, 25, 3, 0, 1)


@pytest.fixture(name="place")
def something_to_back_up(tmp_path, committed) -> Path:
    """Something to back up, and where to."""
    make_paper(make_request(name="周小麦"), content=b"a contract", name="合同.jpg")
    picture = Path(machine.MEDIA_ROOT) / "images/bridge.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a picture")
    return tmp_path / "backups"


def make(place: Path, *arguments, moment=NIGHT) -> Path:
    with time_machine.travel(moment, tick=False):
        call_command("backup", str(place), *arguments)
    return backups_in(place)[-1]
