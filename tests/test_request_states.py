"""The table of what can become of a request, walked whole: each state × action × role."""

from datetime import date
from itertools import product

import pytest
import time_machine

from service_requests import handling
from service_requests.access import staff
from service_requests.models import OutboxMessage
from service_requests.states import (
    ACTIONS,
    FINAL,
    FOR_APPLICANT,
    NOT_STATE_CHANGES,
    OPEN,
    Role,
    State,
    is_allowed,
    state_changes,
)
from tests.factories_requests import at, make_request, make_service, user_in

# What requests.md draws, written down a second time and by hand.
STEPS = {
    ("submitted", "take"): "assigned",
    ("accepted", "take"): "assigned",
    ("reopened", "take"): "assigned",
    ("submitted", "accept"): "accepted",
    ("submitted", "reject"): "rejected",
    ("accepted", "reject"): "rejected",
    ("assigned", "reject"): "rejected",
    ("assigned", "start"): "in_progress",
    ("in_progress", "ask"): "awaiting",
    ("awaiting", "resume"): "in_progress",
    ("in_progress", "refer"): "referred",
    ("in_progress", "answer"): "answered",
    ("referred", "close"): "closed",
    ("answered", "close"): "closed",
    ("closed", "reopen"): "reopened",
    ("rejected", "reopen"): "reopened",
    ("answered", "reopen"): "reopened",
    ("referred", "reopen"): "reopened",
    ("submitted", "spam"): "spam",
    ("spam", "restore"): "submitted",
    ("duplicate", "restore"): "submitted",
    ("withdrawn", "restore"): "submitted",
} | {
    (state, action): target
    for state in ("submitted", "accepted", "assigned", "in_progress", "awaiting", "reopened")
    for action, target in (("withdraw", "withdrawn"), ("duplicate", "duplicate"))
}
STAY = {
    "note": set(State.values),
    "reveal": set(State.values),
    "reply": set(State.values) - {"spam", "duplicate", "withdrawn"},
    "take_over": {"assigned", "in_progress", "awaiting", "referred", "answered"},
}
SUPERVISORS_ONLY = {"take_over", "restore"}


def may_happen(state, action, role) -> bool:
    if role in (Role.AUDITOR, Role.ADMINISTRATOR):
        return False
    if action in SUPERVISORS_ONLY and role is not Role.SUPERVISOR:
        return False
    return (state, action) in STEPS or state in STAY.get(action, ())


@pytest.mark.parametrize(("state", "action"), list(product(State.values, ACTIONS)))
def test_each_step_is_open_to_exactly_the_roles_it_should_be(state, action):
    for role in Role:
        assert is_allowed(action, state, frozenset({role})) == may_happen(state, action, role)


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_a_change_of_state_happens_or_is_refused_as_the_table_says(state):
    by = staff(user_in("主管"))
    for action in sorted(set(ACTIONS) - NOT_STATE_CHANGES):
        request, target = make_request(state=state), STEPS.get((state, action))
        if target is None:
            with pytest.raises(handling.NotAllowed):
                handling.change_state(request.pk, by, 1, (action, "原因"))
        else:
            handling.change_state(request.pk, by, 1, (action, "原因"))
        request.refresh_from_db()
        assert request.state == (target or state)
        assert bool(request.closed_at) == (target in FINAL)


def test_every_state_has_a_way_out_and_words_for_the_applicant():
    for state in State:
        assert state_changes(state, frozenset({Role.SUPERVISOR}))
        label, explanation = FOR_APPLICANT[state]
        assert str(label)
        assert str(explanation)
    assert not OPEN & FINAL


@pytest.mark.django_db
def test_the_clock_stands_still_while_we_wait_for_the_applicant():
    request, by = make_request(state="in_progress"), staff(user_in("办理员"))
    with time_machine.travel(at(2026, 11, 25, 9), tick=False) as clock:  # a Wednesday
        handling.change_state(request.pk, by, 1, ("ask", "缺居住证明"))
        request.refresh_from_db()
        assert request.paused_on == date(2026, 11, 25)
        clock.move_to(at(2026, 11, 30, 9))
        handling.change_state(request.pk, by, 2, ("resume", ""))
    request.refresh_from_db()
    assert request.paused_on is None
    assert request.due_on == date(2026, 12, 4)


@pytest.mark.django_db
@time_machine.travel(at(2026, 11, 23, 9), tick=False)
def test_a_reopened_request_gets_its_services_days_again():
    request = make_request(make_service(days_to_answer=10), state="closed")
    handling.change_state(request.pk, staff(user_in("办理员")), 1, ("reopen", ""))
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 7)


@pytest.mark.django_db
def test_a_change_leaves_a_notice_that_names_nobody():
    request = make_request(state="in_progress")
    handling.change_state(request.pk, staff(user_in("办理员")), 1, ("answer", "办好了"))
    notice = OutboxMessage.objects.get()
    assert notice.channel == "applicant"
    assert notice.payload == {"event": "answered", "reference": request.reference}
