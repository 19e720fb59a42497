"""What the list can be narrowed down to, in one query: services, stations, colleagues, and what
one person has saved."""

from typing import NamedTuple

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from pages.models import ServicePage, StationPage
from service_requests.models import SavedFilter
from service_requests.team import workers

# As team.name_of has it.
FULL_NAME = Trim(Concat("first_name", Value(" "), "last_name"))
NAME = Coalesce(NullIf(FULL_NAME, Value("")), "username", output_field=CharField())
NOTHING = Value("", CharField())


class Choice(NamedTuple):
    pk: int
    name: str
    query: str  # of a saved filter


def filter_choices(user) -> dict[str, list[Choice]]:
    """{"service", "station", "assignee" and "saved": what there is of it, by name}"""
    offered = [
        rows("service", ServicePage.objects.all(), "title"),
        rows("station", StationPage.objects.all(), "title"),
        rows("assignee", workers(), NAME),
        rows("saved", SavedFilter.objects.filter(user=user), "name", "query"),
    ]
    choices: dict[str, list[Choice]] = {}
    for kind, *choice in offered[0].union(*offered[1:], all=True):
        choices.setdefault(kind, []).append(Choice(*choice))
    return {kind: sorted(found, key=lambda each: each.name) for kind, found in choices.items()}


def rows(kind: str, found: QuerySet, name, query=NOTHING) -> QuerySet:
    return found.order_by().values_list(Value(kind, CharField()), "pk", name, query)
