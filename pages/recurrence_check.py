"""Whether a rule of recurrence can be kept: what is wrong is told in the editor's words."""

import re
from datetime import date, datetime

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.lunar_recurrence import check_lunar_rule, check_lunar_start, is_lunar
from pages.recurrence import MOST, ending, parts_of, rule_days

FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
LONGEST_INTERVAL = 60
WEEKDAY = "MO|TU|WE|TH|FR|SA|SU"
# What dateutil takes and then trips over, or looks for till the year 9999: each value's shape.
SHAPES = {
    "BYDAY": rf"([+-]?[1-5])?({WEEKDAY})",
    "BYMONTH": r"[1-9]|1[0-2]",
    "BYMONTHDAY": r"-?([1-9]|[12]\d|3[01])",
    "BYSETPOS": r"-?[1-9]",
    "WKST": WEEKDAY,
}
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", *SHAPES}
ANY_DAY = datetime(2026, 1, 1)


def check_rule(rule: str):
    """Raises ValidationError. Nothing finer than days; nothing to be looked through for ever."""
    try:
        parts = parts_of(rule)
    except ValueError:
        raise ValidationError(
            _("重复的规则要写成“名=值”，用英文分号隔开，比如：FREQ=WEEKLY;BYDAY=SA")
        ) from None
    if not parts:
        return
    check_ending(parts)
    if is_lunar(parts):
        check_lunar_rule(parts)
    else:
        check_frequency(parts)
        check_shapes(rule, parts)


def check_ending(parts: dict[str, str]):
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValidationError(_("“到哪天为止”和“一共几次”只填一个。"))
    if not is_number(parts.get("COUNT", "1"), MOST):
        raise ValidationError(_("一共几次，写 1 到 %d 的数。") % MOST)
    try:
        ending(parts)
    except ValueError:
        raise ValidationError(
            _("规则里的 UNTIL 要写成 20270626 这样的日期，现在是“%s”。") % parts["UNTIL"]
        ) from None


def check_frequency(parts: dict[str, str]):
    if unknown := sorted(set(parts) - PARTS):
        raise ValidationError(_("规则里有看不懂的部分：%s。") % "、".join(unknown))
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValidationError(_("规则里的 FREQ 写 DAILY、WEEKLY、MONTHLY 或 YEARLY。"))
    if not is_number(parts.get("INTERVAL", "1"), LONGEST_INTERVAL):
        raise ValidationError(_("隔多久一次，写 1 到 %d 的数。") % LONGEST_INTERVAL)
    if parts["FREQ"] == "DAILY" and set(parts) & set(SHAPES):
        raise ValidationError(_("每天重复的，不能再挑星期或日子；请改成每周或每月。"))


def check_shapes(rule: str, parts: dict[str, str]):
    shaped = all(
        re.fullmatch(SHAPES[name], value, re.ASCII)
        for name in SHAPES.keys() & parts.keys()
        for value in parts[name].split(",")
    )
    counted = parts["FREQ"] == "WEEKLY" and re.search(r"\d", parts.get("BYDAY", ""))
    try:
        rrulestr(rule, dtstart=ANY_DAY)
    except (ValueError, TypeError):
        shaped = False
    if not shaped or counted:
        raise ValidationError(_("这条重复的规则不合 RFC 5545，读不懂：%s") % rule)


def is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdecimal() and 1 <= int(text) <= most


def check_first_day(rule: str, first: date):
    """A series begins with a day of its own: phones disagree on what else its first day is."""
    parts = parts_of(rule)
    until = ending(parts)
    if until and until < first:
        raise ValidationError(_("重复的最后一天要在开始之后"))
    if is_lunar(parts):
        check_lunar_start(first)
    if first not in rule_days(rule, first, first):
        raise ValidationError(
            _("开始的那天（%s）不在重复的规则里。改开始的日子，或者改规则。") % first.isoformat()
        )
