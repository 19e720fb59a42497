"""The steps that one person may make with a request now, the likeliest first."""

from typing import Any

from service_requests.access import Staff
from service_requests.assigning import other_stations
from service_requests.models import ServiceRequest
from service_requests.states import ACTIONS, Outcome
from service_requests.team import colleagues, name_of

Facts = dict[str, Any]

# The rest of what is possible stands below, closed.
ORDER = (
    *("accept_handover", "return_handover"),
    *("start", "arrive", "answer", "accept", "close", "ask", "resume", "refer"),
    *("assign", "reassign", "hand_over", "reopen", "restore"),
    *("reject", "duplicate", "withdraw", "spam"),
)
# Whatever isn't here is a change of state with words.
OWN_FORMS = frozenset({"assign", "hand_over", "accept_handover", "return_handover"}) | frozenset(
    {"ask", "arrive", "refer", "close", "duplicate"}
)


def steps(request: ServiceRequest, by: Staff) -> list[Facts]:
    """{"name", "label", "must_explain", "url" (a name), "form" (a template), …choices}"""
    return [step(name, request, by) for name in ORDER if by.may(name, request)]


def step(name: str, request: ServiceRequest, by: Staff) -> Facts:
    action = ACTIONS[name]
    form = "assign" if name == "reassign" else name if name in OWN_FORMS else "state"
    return {
        "name": name,
        "label": action.label,
        "must_explain": action.must_explain,
        "url": f"service_requests:{form}",
        "form": f"service_requests/admin/steps/{form}.html",
    } | choices(form, request, by)


def choices(form: str, request: ServiceRequest, by: Staff) -> Facts:
    """What there is to choose from: {"options": [(value, label)]}."""
    if form == "assign":
        return {"options": [(str(user.pk), name_of(user)) for user in colleagues(request, by)]}
    if form == "hand_over":
        stations = other_stations(request).values_list("pk", "title")
        return {"options": [(str(pk), title) for pk, title in stations]}
    if form == "close":
        return {"options": Outcome.choices}
    return {}
