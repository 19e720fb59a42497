"""Mainland mobile numbers, as people type them."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SEPARATORS = re.compile(r"[\s\-‐-―−·.()/]+")
PREFIX = re.compile(r"^(\+86|0086)|^86(?=1[0-9]{10}$)")
MOBILE = re.compile(r"1[3-9][0-9]{9}")


def parse_phone(text: str) -> str:
    """Eleven ASCII digits. Raises ValidationError with a message that says what to mend."""
    number = PREFIX.sub("", SEPARATORS.sub("", unicodedata.normalize("NFKC", text)))
    if not re.fullmatch(r"[0-9]+", number):
        raise ValidationError(_("手机号只写数字，比如 13800000000"))
    if len(number) != 11:
        raise ValidationError(_("手机号要 11 位，现在是 %(count)d 位") % {"count": len(number)})
    if not MOBILE.fullmatch(number):
        raise ValidationError(_("这个号码不像手机号：手机号以 13 到 19 开头"))
    return number
