"""Which guides somebody has to check again: a guide that nobody looks after is worse than none.

Days are those of Asia/Shanghai, as readers see them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import PageQuerySet
from wagtail.permissions import page_permission_policy

from pages.models import GuidePage

SOON = timedelta(days=30)
USUAL = timedelta(days=180)  # from one check to the next, where nothing else was set
NEVER = date.max
STATES = {
    "expired": gettext_lazy("过了有效期"),
    "due": gettext_lazy("该核对了"),
    "soon": gettext_lazy("三十天内到期"),
    "undated": gettext_lazy("没写下次核对的日子"),
}
OVERDUE = ["expired", "due"]  # the page says so on its face


def may_check(user) -> bool:
    return page_permission_policy.user_has_any_permission(user, {"change", "publish"})


def guides_of(user) -> PageQuerySet:
    """What readers find and this person may edit; nobody checks what is not done any more."""
    allowed = page_permission_policy.instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )
    guides = GuidePage.objects.live().filter(alias_of=None, pk__in=allowed.values("pk"))
    return guides.exclude(status=GuidePage.Status.STOPPED)


def to_check(guides: PageQuerySet, states: list[str] | None = None) -> PageQuerySet:
    """Those in one of these states (all of STATES by default), the most urgent first; each has
    `due_on`, NEVER where no day was set."""
    days = (Coalesce(name, Value(NEVER)) for name in ("review_after", "valid_to"))
    guides = guides.annotate(due_on=Least(*days)).order_by("due_on", "title")
    return guides.filter(in_one_of(states or list(STATES)))


def in_one_of(states: list[str]) -> Q:
    """For guides that have `due_on`."""
    known = conditions(timezone.localdate())
    return reduce(or_, (known[state] for state in states))


def conditions(today: date) -> dict[str, Q]:
    expired = Q(valid_to__lt=today)
    due = Q(review_after__lt=today) & ~expired
    soon = Q(due_on__range=(today, today + SOON))
    return {
        "expired": expired,
        "due": due,
        "soon": soon,
        "undated": Q(review_after=None, valid_to=None),
    }


def why(guide: GuidePage) -> str:
    """What the day is that a guide stands in the queue for."""
    today = timezone.localdate()
    if guide.valid_to and guide.valid_to < today:
        return _("有效期到 %(day)s，过了 %(n)d 天") % told(guide.valid_to, today)
    if guide.review_after and guide.review_after < today:
        return _("该在 %(day)s 前核对，过了 %(n)d 天") % told(guide.review_after, today)
    if guide.valid_to and guide.valid_to == guide.due_on:
        return _("有效期到 %(day)s，还有 %(n)d 天") % told(guide.valid_to, today)
    if guide.review_after:
        return _("该在 %(day)s 前核对，还有 %(n)d 天") % told(guide.review_after, today)
    return str(STATES["undated"])


def told(day: date, today: date) -> dict:
    return {"day": day.isoformat(), "n": abs((day - today).days)}


def next_review(guide: GuidePage) -> date:
    """As far from today as the last one was from its check."""
    last, planned = guide.last_verified, guide.review_after
    return timezone.localdate() + (planned - last if planned and planned > last else USUAL)
