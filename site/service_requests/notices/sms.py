"""To the person, through one gateway. Which one says XINYU_SMS_GATEWAY; each has a module."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from service_requests.encryption import Unreadable
from service_requests.models import Delivery, Registration, Representative, ServiceRequest
from service_requests.notices.faults import Later, NotNeeded
from service_requests.notices.wording import REPRESENTATIVE, SIGN_UP_TEXTS, sms_text
from service_requests.slip_parts import short_moment

OFF = "off"
GATEWAYS = {
    "file": "service_requests.notices.sms_files.SmsFiles",
    "aliyun": "service_requests.notices.aliyun.AliyunSms",
}


@dataclass(frozen=True)
class Sms:
    """`text` is all of it, for gateways that take one; others fill their own, by `event`, with
    `reference` and, where it is about a gathering, `when` that is. `key` is the same in every
    try."""

    phone: str
    event: str
    reference: str
    text: str
    key: str
    when: str = ""


class Gateway(Protocol):
    def send(self, sms: Sms):
        """Hand it over, or raise one of `faults`."""

    def has_sent(self, sms: Sms) -> bool:
        """Whether an earlier try arrived there. Raises as `send` does when it can't tell."""


def gateway() -> Gateway:
    if settings.SMS_GATEWAY == OFF:
        raise NotNeeded(_("现在不发短信"))
    return import_string(GATEWAYS[settings.SMS_GATEWAY])()


def send(delivery: Delivery):
    through, message = gateway(), sms_of(delivery)
    if delivery.uncertain and through.has_sent(message):
        return
    through.send(message)


def sms_of(delivery: Delivery) -> Sms:
    reference = delivery.reference
    try:
        found = whose_phone(delivery)
    except Unreadable:
        raise Later(_("手机号解不开：密钥不在了")) from None
    if found is None:
        raise NotNeeded(_("这件诉求已经删了"))
    event, told = delivery.message.payload["event"], told_of(found)
    text = sms_text(event, reference, told)
    return Sms(found.phone, event, reference, text, delivery.key.hex, told.get("when", ""))


def told_of(found: ServiceRequest | Representative | Registration) -> dict[str, str]:
    """When and where it takes place now, for who signed up."""
    if not isinstance(found, Registration):
        return {}
    gathering = found.gathering
    when = short_moment(timezone.localtime(gathering.starts_at))
    return {"when": when, "venue": gathering.venue}


def whose_phone(delivery: Delivery) -> ServiceRequest | Representative | Registration | None:
    if delivery.message.payload["event"] in SIGN_UP_TEXTS:
        signed_up = Registration.objects.only("phone", "gathering").select_related("gathering")
        return signed_up.filter(reference=delivery.reference).first()
    if delivery.place == REPRESENTATIVE:
        filed_by = Representative.objects.only("phone")
        return filed_by.filter(request__reference=delivery.reference).first()
    return ServiceRequest.objects.only("phone").filter(reference=delivery.reference).first()
