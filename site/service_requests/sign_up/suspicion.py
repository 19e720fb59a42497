"""Which sign-ups staff look at first: sent by a machine, or one too many from a phone. They take
no place, and nothing is dropped."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.models import Draft, Gathering, Registration
from service_requests.suspicion import DAY, looks_like_a_machine

MOST_AT_ONE = 3  # times that one phone signs up for one gathering, cancelled ones among them


def suspicion(draft: Draft, gathering: Gathering, phone_lookup: str) -> str:
    """Why it is set aside, in words for staff; "" where nothing speaks against it."""
    now = timezone.now()
    if doubt := looks_like_a_machine(draft, now):
        return doubt
    same = Registration.objects.filter(phone_lookup=phone_lookup)
    if same.filter(signed_up_at__gt=now - DAY).count() >= settings.SIGN_UPS_PER_PHONE:
        return _("同一个手机号一天里报得太多")
    if same.filter(gathering=gathering).count() >= MOST_AT_ONE:
        return _("同一个手机号这一场报了又取消，好几次")
    return ""
