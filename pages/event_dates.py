"""Whether the dates of an event agree with one another, told in the editor's words."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.recurrence import rule_days
from pages.recurrence_check import check_first_day, check_rule


def check_dates(event):
    """Raises ValidationError, by field. What isn't filled in yet is told by its own field."""
    if not (event.starts_at and event.ends_at):
        return
    if event.ends_at <= event.starts_at:
        raise ValidationError({"ends_at": _("结束要晚于开始")})
    check_postponed(event)
    for name, check in (("recurrence", check_recurrence), ("dates", check_single_dates)):
        try:
            check(event)
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from None


def check_postponed(event):
    if event.status != event.Status.POSTPONED:
        return
    if event.recurrence:
        words = _("重复的活动不用选“已改期”：哪一场改了，写在“改一场”里。")
        raise ValidationError({"status": words})
    if not event.postponed_from:
        raise ValidationError({"postponed_from": _("写上原定哪天几点，读者要看到改了什么。")})


def check_recurrence(event):
    if event.confirm_dates and not event.recurrence:
        raise ValidationError(_("先确认再公布的，要在这里选多久一次，好提日子。"))
    if event.recurrence:
        check_rule(event.recurrence)
        check_first_day(event.recurrence, first_day(event))


def first_day(event) -> date:
    """The key of the first date."""
    begins = event.starts_at if event.recurrence else event.postponed_from or event.starts_at
    return timezone.localdate(begins)


def check_single_dates(event):
    changed = [(item.block_type, item.value["day"]) for item in event.dates]
    days = [day for _kind, day in changed]
    if twice := next((day for day in days if days.count(day) > 1), None):
        raise ValidationError(_("%s 写了两次，合成一条。") % twice.isoformat())
    first = first_day(event)
    planned = set(rule_days(event.recurrence, first, max([first, *days])))
    for kind, day in changed:
        if kind == "added" and day in planned:
            raise ValidationError(_("%s 本来就有一场，不用再加。") % day.isoformat())
        if kind != "added" and day not in planned:
            raise ValidationError(_("%s 本来没有场次。这里写原来排在哪一天。") % day.isoformat())
    skipped = {day for kind, day in changed if kind == "skipped"}
    public = {first, *days} if event.confirm_dates else planned
    if not public - skipped and "added" not in dict(changed):
        raise ValidationError(_("每一天都跳过了，一场也没有了。"))
