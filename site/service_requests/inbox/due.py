"""How much time is left for a request: in words, and a colour that never stands alone."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from service_requests.models import ServiceRequest
from service_requests.working_days import WorkCalendar

SOON = 1  # working days


def due_facts(request: ServiceRequest, today: date, calendar: WorkCalendar) -> dict[str, str]:
    """{"tone": "", "good", "soon" or "late", "words", "day"}; the day is ISO, and says where it
    may still move."""
    day = request.due_on.isoformat()
    if calendar.years and request.due_on.year > max(calendar.years):
        day = _("%s，放假安排待国务院通知") % day
    if not request.is_open:
        return {"tone": "", "words": _("不计时"), "day": ""}
    if request.paused_on:
        return {"tone": "", "words": _("暂停计时，等补正"), "day": day}
    left = calendar.between(today, request.due_on)
    if request.due_on < today:
        late = max(-left, 1)
        words = ngettext("超期 %(n)d 个工作日", "超期 %(n)d 个工作日", late) % {"n": late}
        return {"tone": "late", "words": words, "day": day}
    if left == 0:
        return {"tone": "soon", "words": _("今天到期"), "day": day}
    words = ngettext("还有 %(n)d 个工作日", "还有 %(n)d 个工作日", left) % {"n": left}
    return {"tone": "soon" if left <= SOON else "good", "words": words, "day": day}
