"""Puts every stored file under today's first key; `service_requests.rotation` calls this."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from service_requests.encryption import Unreadable
from service_requests.models import Attachment
from service_requests.papers import store


def take_over_papers(tell: Callable[[str, int, int], None]):
    """One file after the other, each whole at any moment; a run that was killed is started
    again. One that no key opens stays as it is, and `old_papers` counts it."""
    total = Attachment.objects.kept().count()
    for done, name in enumerate(names(), start=1):
        if needs_an_old_key(name):
            take_over(name)
        tell(_("材料的文件"), min(done, total), total)


def take_over(name: str):
    try:
        store.take_over(name)
    except (store.Lost, Unreadable):
        return


def old_papers() -> int:
    """How many files need an old key, or one that we don't have."""
    return sum(1 for name in names() if needs_an_old_key(name))


def needs_an_old_key(name: str) -> bool:
    try:
        return not store.is_under_first_key(name)
    except store.Lost:
        return False  # nothing is left to open


def names() -> Iterator[str]:
    """Of papers that are kept, in the order of their rows: one that comes meanwhile is last."""
    yield from Attachment.objects.kept().order_by("pk").values_list("stored_as", flat=True)
