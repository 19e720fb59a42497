"""One rule for each type of field: takes the field and a value that isn't empty, gives the tidy
value or raises ValidationError with words that say what to mend."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.publishing import Facts
from service_requests.id_numbers import parse_id_number
from service_requests.phone_numbers import parse_phone

LONGEST = {"text": 200, "long_text": 2000}
DATE = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?")  # data


def is_empty(value) -> bool:
    return not any(value) if isinstance(value, list) else not value


def missing(field) -> str:
    label = field["label"].rstrip("？?")
    kind = field["type"]
    if kind == "consent":
        return missing_consent(field)
    if kind in {"choice", "choices", "station"}:
        return _("“%(label)s”还没选") % {"label": label}
    if kind == "files":
        return _("“%(label)s”还没传") % {"label": label}
    if kind == "long_text":
        return _("“%(label)s”还没写。写一句也可以") % {"label": label}
    return _("“%(label)s”还没填") % {"label": label}


def missing_consent(field) -> str:
    """Names the consent: a form may ask for three, and the list of errors shows them together."""
    if field["key"] == "guardian_consent":
        return _("要先勾选监护人同意，孩子才能参加")
    if field["key"] == "id_consent":
        return _("要先勾选同意我们用身份证号，才能办这件事")
    if field["key"] == "agent_consent":
        return _("要先勾选这一条，才能替别人办")
    return _("要先勾选同意我们用你写的内容，才能办这件事")


def text(field, value: str) -> str:
    longest = LONGEST[field["type"]]
    if len(value) > longest:
        raise ValidationError(
            _("“%(label)s”最多 %(longest)d 字，现在是 %(count)d 字")
            % {"label": field["label"], "longest": longest, "count": len(value)}
        )
    return value


def choice(field, value: str) -> str:
    if value not in {option["value"] for option in field["options"]}:
        raise ValidationError(_("“%(label)s”请从列出的里面选") % {"label": field["label"]})
    return value


def choices(field, values: list[str]) -> list[str]:
    """In the order of the options, each once."""
    chosen = {choice(field, value) for value in values if value}
    return [option["value"] for option in field["options"] if option["value"] in chosen]


def day(field, value: str) -> str:
    """An ISO date, from what a date picker sends or a person types."""
    found = DATE.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", value)))
    try:
        typed = date(*map(int, found.groups())) if found else None
    except ValueError:
        typed = None
    if typed is None or not 1900 <= typed.year <= 2100:
        raise ValidationError(_("日期这样写：2026-12-01"))
    return typed.isoformat()


RULES: dict[str, Callable[[Facts, Any], Any]] = {
    "text": text,
    "long_text": text,
    "choice": choice,
    "choices": choices,
    "station": choice,
    "date": day,
    "phone": lambda field, value: parse_phone(value),
    "id_number": lambda field, value: parse_id_number(value),
    "files": lambda field, value: value,  # checked when they came: service_requests.papers
    "consent": lambda field, value: "yes",
}
