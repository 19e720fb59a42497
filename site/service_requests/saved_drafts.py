"""Forms saved to go on with later: sealed for a day like every draft, found by a code and the last
four digits of the phone. ID numbers are left out, and so are ticks of consent: whoever goes on
agrees then."""

from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from pages.publishing import Facts
from service_requests.answers import Values
from service_requests.drafts import from_now
from service_requests.encryption import lookup_digest, seal, unseal
from service_requests.fields import seal_json
from service_requests.models import Draft
from service_requests.references import new_reference

CODE_LENGTH = 8
LEFT_OUT = frozenset({"id_number", "consent"})
NO_CONSENT: dict = {"version": "", "text": "", "separate": []}
NOBODY = "----"  # no digits: nobody types it


def save_draft(service, fields: list[Facts], values: Values, trapped: bool) -> tuple[Draft, str]:
    """Store what was typed so far; the draft, and its code, which is stored nowhere. The phone
    number among the values is a tidy one."""
    left_out = {each["key"] for each in fields if each["type"] in LEFT_OUT}
    kept = {key: value for key, value in values.items() if key not in left_out}
    code = new_reference(CODE_LENGTH)
    draft = Draft.objects.create(
        service=service,
        answers=seal_json({"values": kept, "consent": NO_CONSENT, "trapped": trapped}),
        resume_digest=digest_of(code),
        last_four=seal(values["phone"][-4:]),
        **from_now(),
    )
    return draft, code


def find_saved(code: str, last_four: str) -> Draft | None:
    """The draft that both belong to. One query and one text to open, whatever was typed."""
    found = (
        Draft.objects.filter(resume_digest=digest_of(code), expires_at__gt=timezone.now())
        .defer("answers")
        .first()
    )
    digits = found.last_four if found else unseal(decoy(tuple(settings.REQUEST_KEYS)))
    right = constant_time_compare(digits or NOBODY, last_four)
    return found if found and right else None


def digest_of(code: str) -> str:
    """Apart from the digests of phone numbers, which the same key makes."""
    return lookup_digest("saved " + code)


@lru_cache(maxsize=4)
def decoy(keys: tuple[str, ...]) -> str:
    return seal(NOBODY)
