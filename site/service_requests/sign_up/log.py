"""Writes into the log of a gathering: who did something with its sign-ups, or looked at them.

Always inside the transaction of what it tells about, after the gathering is locked where it is.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.encryption import Sealed, seal
from service_requests.models import Gathering, GatheringEvent, Registration
from service_requests.team import name_of

Kind = GatheringEvent.Kind
READ_AGAIN_AFTER = timedelta(minutes=10)
READINGS = frozenset({Kind.READ, Kind.OPENED, Kind.SHEET})


def write_down(
    gathering: Gathering,
    kind: str,
    by: Staff | str,
    about: Registration | None = None,
    text: Sealed | None = None,
):
    """`by`: one of staff, or the name of whoever acts at the prompt; "" is the person."""
    GatheringEvent.objects.create(
        gathering=gathering,
        kind=kind,
        registration_number=about.pk if about else None,
        actor=by.user if isinstance(by, Staff) else None,
        actor_name=name_of(by.user) if isinstance(by, Staff) else by,
        at=timezone.now(),
        text=text or seal(""),
    )


def write_down_reading(
    gathering: Gathering, kind: str, by: Staff, about: Registration | None = None
):
    """Before it is shown; at most once in ten minutes per person and thing."""
    since = timezone.now() - READ_AGAIN_AFTER
    seen = GatheringEvent.objects.filter(
        gathering=gathering,
        kind=kind,
        actor=by.user,
        at__gt=since,
        registration_number=about.pk if about else None,
    )
    if not seen.exists():
        with transaction.atomic():
            write_down(gathering, kind, by, about)


def the_system() -> str:
    return _("系统")
