"""The table of what can become of a request, walked whole: each state × action × role."""

from datetime import date
from itertools import product

import pytest
import time_machine

from service_requests import assigning, closing, handling, legal_hold, missing_items
from service_requests.access import staff
from service_requests.models import MissingItem, OutboxMessage
from service_requests.papers.staff_papers import add_scans, place_of_scans, read_paper
from service_requests.states import (
    ACTIONS,
    FINAL,
    FOR_APPLICANT,
    OPEN,
    Role,
    State,
    is_allowed,
    state_changes,
)
from tests.factories_papers import make_paper, sent
from tests.factories_requests import (
    ID_NUMBER,
    at,
    make_request,
    make_service,
    make_station,
    post_to,
    user_in,
)

# What requests.md draws, written down a second time and by hand.
STEPS = {
    ("submitted", "take"): "assigned",
    ("accepted", "take"): "assigned",
    ("reopened", "take"): "assigned",
    ("submitted", "assign"): "assigned",
    ("accepted", "assign"): "assigned",
    ("reopened", "assign"): "assigned",
    ("submitted", "accept"): "accepted",
    ("submitted", "reject"): "rejected",
    ("accepted", "reject"): "rejected",
    ("assigned", "reject"): "rejected",
    ("assigned", "start"): "in_progress",
    ("in_progress", "ask"): "awaiting",
    ("awaiting", "resume"): "in_progress",
    ("in_progress", "refer"): "referred",
    ("in_progress", "answer"): "answered",
    ("in_progress", "close"): "closed",
    ("awaiting", "close"): "closed",
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
TAKEN = {"assigned", "in_progress", "awaiting", "referred", "answered"}
OPEN_STATES = {"submitted", "accepted", "assigned", "in_progress", "awaiting", "reopened"}
STAY = {
    "reassign": TAKEN,
    "hand_over": OPEN_STATES,
    "accept_handover": OPEN_STATES,
    "return_handover": OPEN_STATES,
    "arrive": {"awaiting"},
    "note": set(State.values),
    "reveal": set(State.values),
    "paper": set(State.values),
    "scan": set(State.values) - {"spam"},
    "hold": set(State.values),
    "release": set(State.values),
    "reply": set(State.values) - {"spam", "duplicate", "withdrawn"},
    "take_over": TAKEN,
}
SUPERVISORS_ONLY = {"take_over", "restore", "hold", "release"}


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


# The steps with a form of their own: how each is made, and on what.
REFERRAL = {"name": "法律援助处", "contact": "12348", "bring": "", "words": ""}
MAKE = {
    "take": lambda case: handling.take(case.pk, case.by, 1),
    "assign": lambda case: assigning.assign(case.pk, case.by, 1, case.colleague.pk),
    "hand_over": lambda case: assigning.hand_over(case.pk, case.by, 1, (case.other.pk, "")),
    "accept_handover": lambda case: assigning.accept_handover(case.pk, case.by, 1),
    "return_handover": lambda case: assigning.return_handover(case.pk, case.by, 1, "不归我们"),
    "ask": lambda case: missing_items.tell_what_is_missing(case.pk, case.by, 1, "居住证明"),
    "arrive": lambda case: missing_items.tick_off(case.pk, case.by, 1, {case.items[0].pk}),
    "refer": lambda case: closing.refer(case.pk, case.by, 1, REFERRAL),
    "close": lambda case: closing.close(case.pk, case.by, 1, ("done", "办好了")),
    "duplicate": lambda case: closing.mark_duplicate(case.pk, case.by, 1, case.original.reference),
    "reply": lambda case: handling.reply(case.pk, case.by, 1, "明天打给你"),
    "note": lambda case: handling.add_note(case.pk, case.by, 1, "像是外地号码"),
    "reveal": lambda case: handling.record_reveal(case.request, case.by, ID_NUMBER),
    "paper": lambda case: read_paper(case.request, case.by, str(make_paper(case.request).pk)),
    "hold": lambda case: legal_hold.hold(case.pk, case.by, 1, "在打官司"),
    "release": lambda case: legal_hold.release(case.pk, case.by, 1, "判完了"),
    "scan": lambda case: add_scans(case.request, case.by, [sent()], place_of_scans("", False)),
}
# One step under two names, by whether somebody has it already.
SAME = {"take_over": "take", "reassign": "assign"}
# Accepting what nobody had taken is taking it.
ACCEPTED = {
    (state, "accept_handover"): "assigned" for state in ("submitted", "accepted", "reopened")
}


@pytest.fixture
def world():
    """Two stations, a supervisor of the whole centre, and a colleague at the first."""
    here, there = make_station("前山服务站"), make_station("香洲服务站")
    colleague = user_in("办理员")
    post_to(colleague, here)
    by = staff(user_in("主管"))
    return {"here": here, "other": there, "colleague": colleague, "by": by}


class Case:
    """A request in a state, and what the steps refer to."""

    def __init__(self, world, state, action):
        self.other, self.colleague, self.by = world["other"], world["colleague"], world["by"]
        offered = {"handover_to": self.other} if action.endswith("_handover") else {}
        held = {"held_at": at(2026, 11, 20, 9)} if action == "release" else {}
        self.request = make_request(state=state, station=world["here"], **offered, **held)
        self.pk, self.original = self.request.pk, make_request(station=world["here"])
        self.items = [
            MissingItem.objects.create(request=self.request, text="证明", asked_on="2026-11-20")
            for _ in range(2)
        ]

    def make(self, action):
        if action in MAKE:
            return MAKE[action](self)
        return handling.change_state(self.pk, self.by, 1, (action, "原因"))


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_a_step_happens_or_is_refused_as_the_table_says(world, state):
    for action in sorted(set(ACTIONS) - set(SAME)):
        case = Case(world, state, action)
        names = [action, *(other for other, name in SAME.items() if name == action)]
        target = STEPS.get((state, action)) or ACCEPTED.get((state, action))
        if any(may_happen(state, name, Role.SUPERVISOR) for name in names):
            case.make(action)
        else:
            with pytest.raises(handling.NotAllowed):
                case.make(action)
        case.request.refresh_from_db()
        assert case.request.state == (target or state), action
        assert bool(case.request.closed_at) == (target in FINAL), action


@pytest.mark.django_db
@pytest.mark.parametrize("group", ["审计员", "编辑"])
def test_those_who_only_look_make_no_step(world, group):
    world["by"] = staff(user_in(group))
    for action in sorted(set(ACTIONS) - set(SAME)):
        state = next(state for state in State if may_happen(state, action, Role.SUPERVISOR))
        case = Case(world, state, action)
        with pytest.raises(handling.NotAllowed):
            case.make(action)
        assert case.request.events.count() == 1


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
        missing_items.tell_what_is_missing(request.pk, by, 1, "居住证明")
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
