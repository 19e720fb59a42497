"""Takes the sign-ups of a gathering out as a table: first it is written down, in the record of
exports and in the gathering's log, then the file is made."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.exports.files import MAKERS, Table
from service_requests.exports.taking_out import MOST, Wish, batches
from service_requests.exports.taking_out import write_down as write_down_export
from service_requests.handling import Refused
from service_requests.models import Gathering, GatheringEvent, Registration
from service_requests.sign_up.log import write_down
from service_requests.sign_up.staff.columns import COLUMNS

SEALED = ("name", "phone", "answers")  # what the columns of the same names open


def take_out(gathering: Gathering, by: Staff, wish: Wish) -> bytes:
    """Raises Refused, with nothing written."""
    numbers = list(signed_up(gathering).values_list("pk", flat=True)[: MOST + 1])
    if problem := problem_with(len(numbers)):
        raise Refused(problem)
    counts = {"count": len(numbers), "personal_count": len(numbers) if wish.personal else 0}
    with transaction.atomic():
        words = write_down_export(by, wish, COLUMNS, gathering_number=gathering.pk, **counts)
        if wish.personal:
            write_down(gathering, GatheringEvent.Kind.TABLE, by, text=words)
    columns = [COLUMNS[name] for name in wish.columns]
    return MAKERS[wish.format](Table(_("活动报名"), columns, rows(gathering, numbers, wish)))


def signed_up(gathering: Gathering):
    """All but those that were cancelled, in the order in which they came."""
    states = Registration.State
    return gathering.registrations.exclude(state=states.CANCELLED).order_by("queued_at", "pk")


def problem_with(count: int) -> str:
    if count > MOST:
        return _("一次最多导出 %d 份。") % MOST
    return "" if count else _("没有人报名，没有可导出的。")


def rows(gathering: Gathering, numbers: list[int], wish: Wish) -> Iterator[list[str]]:
    unwanted = [name for name in SEALED if name not in wish.personal]
    found = gathering.registrations.defer(*unwanted).prefetch_related("consents")
    for batch in batches(numbers):
        by_number = found.in_bulk(batch)
        for number in batch:
            if each := by_number.get(number):
                yield [COLUMNS[name].words(each) for name in wish.columns]
