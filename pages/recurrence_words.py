"""How often an event takes place, in the words of a notice on a door: 每月第二、第四个周六."""

from django.utils import timezone
from django.utils.translation import gettext as _

from pages.days import WEEKDAYS, lunar
from pages.lunar_recurrence import LUNAR_DAY, LUNAR_MONTH_END
from pages.recurrence import ending
from pages.recurrence import parts_of as parts_of_rule
from pages.recurrence_form import BY_MONTH, CODES, WHICH, pattern_of


def rhythm(event) -> str:
    """ "" for what doesn't recur, or by a rule for which there are no short words."""
    if not event.recurrence:
        return ""
    parts = parts_of_rule(event.recurrence)
    until, count = ending(parts), parts.pop("COUNT", "")
    parts.pop("UNTIL", None)
    words = pattern_words(parts, timezone.localdate(event.starts_at))
    if words and event.confirm_dates:
        return _("一般是%s，以排出来的日子为准") % words
    if words and until:
        return _("%(rhythm)s，到 %(year)d年%(month)d月%(day)d日") % {
            "rhythm": words,
            "year": until.year,
            "month": until.month,
            "day": until.day,
        }
    return _("%(rhythm)s，一共 %(n)s 次") % {"rhythm": words, "n": count} if count else words


def pattern_words(parts: dict[str, str], first) -> str:
    pattern, which, weekdays, _rule = pattern_of(parts)
    days = sorted(CODES.index(code) for code in weekdays) or [first.weekday()]
    named = "、".join(str(WEEKDAYS[day]) for day in days)
    month, day, _term = lunar(first)
    words = {
        "FREQ=WEEKLY": _("每%s") % named,
        "FREQ=WEEKLY;INTERVAL=2": _("每两周的%s") % named,
        "FREQ=MONTHLY": _("每月 %d 号") % first.day,
        LUNAR_DAY: _("每年农历%s") % f"{month}{day}",
        LUNAR_MONTH_END: _("每年农历%s最后一天") % month,
    }
    if pattern == BY_MONTH:
        names = "、".join(str(dict(WHICH)[number]) for number in which)
        return _("每月%(which)s%(days)s") % {"which": names, "days": named}
    return words.get(pattern, "")
