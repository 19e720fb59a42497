"""What a person or staff wrote turns up nowhere in the clear.

Every flow is walked once with words and numbers that occur nowhere else; then everything the
site keeps or puts out is searched for them. A flow that is added goes into FLOWS: it takes the
visit, asks it for marks, and sends them.
"""

import base64

import pytest
from django.core.cache import cache

from export.deliver import export_site
from tests.factories_requests import plain_static  # noqa: F401 - a fixture
from tests.leaks import flows, more_flows, page_feedback, sign_up
from tests.leaks.places import (
    backups,
    cookies,
    database_file,
    public_answers,
    reports,
    sessions,
    ways_to_write,
    written_files,
)
from tests.leaks.visit import Visit

LEAST = 40  # marks, as requests.md asks
FLOWS = [
    flows.sending_with_an_id_number,
    flows.sending_for_somebody_else,
    flows.a_form_with_mistakes,
    flows.a_draft_that_is_never_sent,
    flows.spam,
    flows.a_fault_while_sending,
    flows.a_body_that_cannot_be_read,
    flows.asking_how_far_it_is,
    flows.writing_afterwards,
    flows.handling_it,
    flows.steps_that_are_refused,
    flows.searching_the_inbox,
    flows.taking_it_out,
    more_flows.papers_with_a_form,
    more_flows.papers_afterwards,
    more_flows.scans_at_the_window,
    more_flows.a_form_saved_and_gone_on_with,
    more_flows.filed_at_the_window,
    more_flows.a_child_with_a_guardian,
    more_flows.notices_that_meet_faults,
    more_flows.a_copy_for_the_person_and_their_erasure,
    sign_up.signing_up_for_an_event,
    page_feedback.a_correction_of_a_page,
    more_flows.keys_exchanged,
]


@pytest.mark.usefixtures("committed", "plain_static")
def test_what_was_written_turns_up_nowhere_in_the_clear(
    caplog, capfd, tmp_path, settings, tmp_path_factory, record_property
):
    caplog.set_level("DEBUG")
    visit = Visit()
    for flow in FLOWS:
        flow(visit)
    export_site(settings.PUBLIC_DIR)
    backup = backups(tmp_path_factory.mktemp("backups"))
    said = capfd.readouterr()
    places = {
        "the log": caplog.text.encode(),
        "the console": (said.out + said.err).encode(),
        "the cache": repr(getattr(cache, "_cache", {})).encode(),
        "sessions": sessions(),
        "cookies": cookies(visit),
        "the database file": database_file(),
        "files": written_files(tmp_path),
        "what others see": public_answers(visit),
        "backups": backup,
        "error pages": b"".join(visit.error_pages),
        "reports": reports(visit),
        "what gateways and robots were told": b"".join(visit.told),
    }
    found = [
        f"{what} in {place}"
        for what, mark in visit.marks.items()
        for place, content in places.items()
        if any(way in content for way in ways_to_write(mark))
    ]
    assert found == []
    assert len(visit.marks) >= LEAST
    assert all(places.values())  # there was something to search
    record_property("tried", f"{len(visit.marks)} marks, {len(FLOWS)} flows, {len(places)} places")


def test_the_search_finds_a_mark_however_it_is_written():
    mark = "Zq01NameqZ"
    for before in (b"", b"x", b"xy"):
        for written in (mark.encode(), mark.encode().hex().encode()):
            assert any(way in before + written for way in ways_to_write(mark))
        coded = base64.b64encode(before + mark.encode() + b"after")
        assert any(way in coded for way in ways_to_write(mark))
