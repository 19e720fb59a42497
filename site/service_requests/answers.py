"""Checks what was typed into a service's form.

Works on the form's fields as `pages.form_facts` describes them, for the first check and again
on confirming. Values are a dict of key → str, or list of str for "choices"; nothing typed is
ever lost: a field keeps it, with an error beside it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.form_papers import tells_identity
from pages.publishing import Facts
from service_requests.answer_rules import RULES, is_empty, missing

# Not part of `answers`: they have columns, or rows, of their own.
OWN_COLUMNS = frozenset(
    {"name", "phone", "station", "for_whom", "agent_relation", "agent_name", "agent_phone"}
)

PURPOSES = {
    "id_consent": "id_number",
    "guardian_consent": "guardian",
    "agent_consent": "authorisation",
}

# Rows of their own: models.Consent, models.Attachment.
OWN_ROWS = frozenset({"consent", "files"})
LISTS = frozenset({"choices", "files"})

Values = dict[str, Any]


@dataclass(frozen=True)
class Checked:
    """`fields` carry value and error for showing again; `cleaned` has key → tidy value."""

    fields: list[Facts]
    cleaned: Values

    @property
    def applying(self) -> list[Facts]:
        """The fields that this person was asked; the others go no further."""
        return [field for field in self.fields if field["applies"]]

    @property
    def is_complete(self) -> bool:
        return not any(field["error"] for field in self.fields)


def read_values(fields: list[Facts], posted) -> Values:
    """Take the form's own keys, and only those, from a QueryDict."""
    return {
        each["key"]: [tidy(value) for value in posted.getlist(each["key"])]
        if each["type"] == "choices"
        else tidy(posted.get(each["key"], ""))
        for each in fields
        if each["type"] != "files"  # rows of their own: service_requests.papers
    }


def tidy(text: str) -> str:
    """One kind of line end, no control characters, no blanks around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if (c >= " " and c != "\x7f") or c in "\n\t").strip()


def check_values(fields: list[Facts], values: Values) -> Checked:
    asked = applicable(fields, values)
    shown: list[Facts] = []
    cleaned: Values = {}
    for each in fields:
        value, error = values.get(each["key"], each["value"]), ""
        applies = each["key"] in asked
        try:
            if applies:
                cleaned[each["key"]] = clean(each, value)
        except ValidationError as problem:
            error = problem.messages[0]
        if each["type"] == "date" and each["key"] in cleaned:
            value = cleaned[each["key"]]  # a date picker shows ISO dates only
        shown.append(each | {"value": value, "error": error, "applies": applies})
    return Checked(ask_for_id_consent(shown, cleaned), cleaned)


def applicable(fields: list[Facts], values: Values) -> set[str]:
    """The keys of what is asked of whoever answered so. A question stands after the one that
    decides about it; where that one doesn't apply, neither does this."""
    keys: set[str] = set()
    for each in fields:
        condition = each["condition"]
        if condition is None or (condition["key"] in keys and is_met(condition, values)):
            keys.add(each["key"])
    return keys


def is_met(condition: Facts, values: Values) -> bool:
    given = values.get(condition["key"], "")
    chosen = given if isinstance(given, list) else [given]
    return any(answer in condition["answers"] for answer in chosen)


def clean(field: Facts, value):
    if is_empty(value):
        if field["required"]:
            raise ValidationError(missing(field))
        return [] if field["type"] in LISTS else ""
    return RULES[field["type"]](field, value)


def ask_for_id_consent(fields: list[Facts], cleaned: Values) -> list[Facts]:
    """An ID number, even one given freely, needs an agreement of its own."""
    given = [f for f in fields if tells_identity(f) and cleaned.get(f["key"])]
    if not given or cleaned.get("id_consent"):
        return fields
    message = (
        _("填了身份证号，要单独勾选这一条；不想给就把号码删掉")
        if given[0]["type"] == "id_number"
        else _("传了证件照片，要单独勾选这一条；不想给就把照片去掉")
    )
    return [f | {"error": message} if f["key"] == "id_consent" else f for f in fields]


def stored_answers(checked: Checked) -> list[Facts]:
    """What is kept: labels beside values, because the form may be rewritten tomorrow."""
    return [
        {
            "key": each["key"],
            "label": each["label"],
            "type": each["type"],
            "value": in_words(each, checked.cleaned[each["key"]]),
        }
        for each in checked.applying
        if each["key"] not in OWN_COLUMNS and each["type"] not in OWN_ROWS
    ]


def in_words(field: Facts, value):
    """A choice by the label that was read, where another value was sent for it."""
    if field["type"] != "choice":
        return value
    labels = {option["value"]: option["label"] for option in field["options"]}
    return labels.get(value, value)


def separate_consents(checked: Checked) -> list[Facts]:
    """{"purpose", "text"} of what was agreed to besides the terms every form has."""
    return [
        {"purpose": PURPOSES[each["key"]], "text": each["label"]}
        for each in checked.applying
        if each["key"] in PURPOSES and checked.cleaned.get(each["key"])
    ]


def readable_answer(kind: str, value) -> str:
    """An answer as words: dates in Chinese, several choices with a mark between them."""
    if is_empty(value):
        return _("（没填）")
    if kind == "choices":
        return "、".join(value)
    if kind == "files":
        return "\n".join(f"{paper['name']}（{paper['words']}）" for paper in value)
    if kind == "consent":
        return _("同意")
    if kind == "date":
        day = date.fromisoformat(value)
        return _("%(y)d年%(m)d月%(d)d日") % {"y": day.year, "m": day.month, "d": day.day}
    return value
