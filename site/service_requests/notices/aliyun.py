"""Alibaba Cloud SMS (阿里云短信服务, dysmsapi 2017-05-25), by its HTTP API with signature V3.

It has no idempotency key, but keeps our OutId with each message: QuerySendDetails finds it, so an
attempt whose answer was lost isn't sent twice.
https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
"""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.notices.aliyun_faults import fault_of_code
from service_requests.notices.faults import LineDown
from service_requests.notices.sms import Sms
from service_requests.notices.wording import (
    FILED_FOR_YOU,
    GATHERING_MOVED,
    GATHERING_OFF,
    GATHERING_ON,
    PLACE_FREE,
    SIGN_UP_ENDED,
)

VERSION = "2017-05-25"
ALGORITHM = "ACS3-HMAC-SHA256"
SECONDS = 10
FAILED = 2  # SendStatus: the network refused it
PAGE = 50  # the most that QuerySendDetails gives
SIGN_UP = "ALIYUN_SMS_TEMPLATE_SIGN_UP"
# The settings that may name a template for it; the first that does is taken.
TEMPLATES = {
    FILED_FOR_YOU: ["ALIYUN_SMS_TEMPLATE_FILED"],
    PLACE_FREE: ["ALIYUN_SMS_TEMPLATE_PLACE_FREE", SIGN_UP],
    GATHERING_OFF: ["ALIYUN_SMS_TEMPLATE_OFF", SIGN_UP],
    GATHERING_ON: [SIGN_UP],
    GATHERING_MOVED: ["ALIYUN_SMS_TEMPLATE_MOVED", SIGN_UP],
    SIGN_UP_ENDED: [SIGN_UP],
}
TELLS_WHEN = "ALIYUN_SMS_TEMPLATE_MOVED"  # has a variable for it


class AliyunSms:
    def send(self, sms: Sms):
        name = template(sms)
        told = {"when": sms.when} if name == TELLS_WHEN else {}
        answer = call(
            "SendSms",
            {
                "PhoneNumbers": sms.phone,
                "SignName": settings.ALIYUN_SMS_SIGN,
                "TemplateCode": getattr(settings, name),
                "TemplateParam": json.dumps({"reference": sms.reference} | told),
                "OutId": sms.key,
            },
        )
        if answer.get("Code") != "OK":
            raise fault_of_code(str(answer.get("Code")))

    def has_sent(self, sms: Sms) -> bool:
        """Among today's and yesterday's: a try before midnight may be asked for after it."""
        today = timezone.localdate()
        return any(self.was_sent_on(day, sms) for day in (today, today - timedelta(days=1)))

    def was_sent_on(self, day, sms: Sms) -> bool:
        question = {"PhoneNumber": sms.phone, "SendDate": f"{day:%Y%m%d}"}
        answer = call("QuerySendDetails", question | {"PageSize": str(PAGE), "CurrentPage": "1"})
        if answer.get("Code") != "OK":
            raise fault_of_code(str(answer.get("Code")))
        details = answer.get("SmsSendDetailDTOs", {}).get("SmsSendDetailDTO", [])
        return any(
            each.get("OutId") == sms.key and each.get("SendStatus") != FAILED for each in details
        )


def template(sms: Sms) -> str:
    """The setting that has its number."""
    own = (name for name in TEMPLATES.get(sms.event, []) if getattr(settings, name))
    return next(own, "ALIYUN_SMS_TEMPLATE")


def call(action: str, parameters: dict[str, str]) -> dict:
    """The answer as it stands, a refusal too. Raises LineDown when there is none."""
    url = urlsplit(settings.ALIYUN_SMS_ENDPOINT)
    query = canonical_query(parameters)
    headers = signed_headers(action, url.netloc, query)
    request = Request(f"{url.scheme}://{url.netloc}/?{query}", headers=headers, method="POST")  # noqa: S310 - the address is the operator's
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return json.load(answer)
    except HTTPError as refusal:
        return refusal_of(refusal)
    except (OSError, HTTPException, ValueError) as error:
        problem = _("短信网关连不上（%s）") % type(error).__name__
        raise LineDown(problem, uncertain=True) from None


def refusal_of(refusal: HTTPError) -> dict:
    try:
        return json.load(refusal)
    except (OSError, HTTPException, ValueError):
        raise LineDown(_("短信网关出了错（%s）") % refusal.code, uncertain=True) from None


def signed_headers(action: str, host: str, query: str) -> dict[str, str]:
    """Each call has a nonce of its own; a nonce that is used twice is refused."""
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": secrets.token_hex(16),
        "x-acs-version": VERSION,
    }
    return headers | {"Authorization": authorization(headers, query)}


def authorization(headers: dict[str, str], query: str) -> str:
    """Signature V3 of a POST without a body to the root."""
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = "\n".join(["POST", "/", query, lines, names, headers["x-acs-content-sha256"]])
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    secret = settings.ALIYUN_SMS_KEY_SECRET.encode()
    signature = hmac.new(secret, to_sign.encode(), hashlib.sha256).hexdigest()
    key_id = settings.ALIYUN_SMS_KEY_ID
    return f"{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}"


def canonical_query(parameters: dict[str, str]) -> str:
    pairs = sorted(parameters.items())
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in pairs)
