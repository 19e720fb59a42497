"""Resident identity numbers by GB 11643-1999; residence permits (81, 82, 83) follow it too."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
EARLIEST_BIRTH = date(1900, 1, 1)


def parse_id_number(text: str) -> str:
    """Eighteen characters, X in upper case. Raises ValidationError that says what to mend.

    No list of regions: they change, and a wrong refusal costs more than a wrong number.
    """
    number = re.sub(r"[\s\-]+", "", unicodedata.normalize("NFKC", text)).upper()
    if len(number) != 18:
        raise ValidationError(_("身份证号要 18 位，现在是 %(count)d 位") % {"count": len(number)})
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise ValidationError(_("身份证号只有数字，最后一位可以是 X"))
    check_birthday(number[6:14])
    if check_character(number) != number[17]:
        raise ValidationError(_("身份证号对不上，看看是不是抄错了一位"))
    return number


def check_birthday(digits: str):
    try:
        birthday = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        birthday = None
    if birthday is None or not EARLIEST_BIRTH <= birthday <= timezone.localdate():
        raise ValidationError(_("身份证号里的生日不对，看看是不是抄错了"))


def check_character(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return CHECK_CHARACTERS[total % 11]
