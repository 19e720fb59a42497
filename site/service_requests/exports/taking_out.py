"""Takes requests out as a table: first it is written down, then the file is made.

The record comes first, then an event in the log of each request whose personal part is taken,
in short transactions; only what has its event is opened. Killed half-way, more is written down
than was taken, never less.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.encryption import Sealed, seal
from service_requests.exports.columns import COLUMNS, Column
from service_requests.exports.files import MAKERS, Table
from service_requests.handling import Refused
from service_requests.models import RequestEvent, RequestExport, ServiceRequest
from service_requests.models.request import CONTENT, RequestQuerySet
from service_requests.team import name_of

MOST = 5000  # requests in one file
AT_ONCE = 100


@dataclass(frozen=True)
class Wish:
    """What a supervisor asks for. `scope` is the list's filter in words."""

    reason: str
    scope: str
    format: str
    plain: list[str]
    personal: list[str]

    @property
    def columns(self) -> list[str]:
        return [*self.plain, *self.personal]


def take_out(found: RequestQuerySet, by: Staff, wish: Wish) -> bytes:
    """The file, with the requests that the list shows as `found`, in its order. Raises Refused,
    with nothing written."""
    numbers = list(found.values_list("pk", flat=True)[: MOST + 1])
    if problem := problem_with(len(numbers)):
        raise Refused(problem)
    wanted = with_content(found, by) if wish.personal else []
    counts = {"count": len(numbers), "personal_count": len(wanted)}
    words = write_down(by, wish, COLUMNS, **counts)
    opened = {pk for batch in batches(wanted) for pk in write_into_logs(batch, by, words)}
    columns = [COLUMNS[name] for name in wish.columns]
    return MAKERS[wish.format](Table(_("诉求"), columns, rows(numbers, opened, wish)))


def with_content(found: RequestQuerySet, by: Staff) -> list[int]:
    """Those that this person may read, and that still say who sent them."""
    return list(by.readable(found).filter(anonymised_at=None).values_list("pk", flat=True))


def problem_with(count: int) -> str:
    if count > MOST:
        return _("一次最多导出 %d 件。先用列表的筛选缩小范围，分几次导出。") % MOST
    return "" if count else _("现在的筛选里一件也没有，没有可导出的。")


def write_down(by: Staff, wish: Wish, columns: dict[str, Column], **more) -> Sealed:
    """The record; what the logs will say of it. `more`: count, personal_count, and whose sign-ups
    they are."""
    record = RequestExport(
        actor=by.user,
        actor_name=name_of(by.user),
        at=timezone.now(),
        reason=seal(wish.reason),
        scope=seal(wish.scope),
        columns=wish.columns,
        format=wish.format,
        **more,
    )
    record.save()
    taken = "、".join(str(columns[name].label) for name in wish.personal)
    said = {"number": record.pk, "taken": taken, "reason": wish.reason}
    return seal(_("第 %(number)d 次导出，带走%(taken)s。为什么：%(reason)s") % said)


@transaction.atomic
def write_into_logs(batch: list[int], by: Staff, words: Sealed) -> list[int]:
    """An event each; the requests that got one. What was purged meanwhile gets none."""
    there = ServiceRequest.objects.filter(pk__in=batch, anonymised_at=None).order_by("pk")
    numbers = list(there.select_for_update(no_key=True).values_list("pk", flat=True))
    now, name = timezone.now(), name_of(by.user)
    RequestEvent.objects.bulk_create(
        RequestEvent(
            request_id=number,
            kind=RequestEvent.Kind.TABLE,
            actor=by.user,
            actor_name=name,
            at=now,
            text=words,
        )
        for number in numbers
    )
    return numbers


def rows(numbers: list[int], opened: set[int], wish: Wish) -> Iterator[list[str]]:
    requests = ServiceRequest.objects.select_related("assignee")
    closed, partly = requests.without_content(), requests.defer(*set(CONTENT) - set(wish.personal))
    for batch in batches(numbers):
        found = closed.in_bulk(set(batch) - opened) | partly.in_bulk(set(batch) & opened)
        for number in batch:
            if request := found.get(number):
                yield row(request, wish, number in opened)


def row(request: ServiceRequest, wish: Wish, opened: bool) -> list[str]:
    names = wish.columns if opened else wish.plain
    cells = [COLUMNS[name].words(request) for name in names]
    return cells + [""] * (len(wish.columns) - len(cells))


def batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]
