"""Changes to a published event with many dates: to one of them, or to one and all that follow.

To all is the ordinary edit. Each step publishes, and refuses where a draft would go along.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pages.calendar import at, hours_of
from pages.event_dates import first_day
from pages.models import EventPage
from pages.recurrence import continued_from, ended_before, rule_days


def obstacle(event: EventPage, user) -> str:
    """Why single dates can't be changed now; "" where they can."""
    if not event.live:
        return _("这个活动还没发布，直接在编辑页里改。")
    if event.permissions_for_user(user).page_locked():
        return _("这一页锁着，解了锁再来。")
    if event.has_unpublished_changes:
        return _("这一页有改了没发布的内容。先去看一下：发布，或者不要了，再来这里。")
    return ""


def write_date(event: EventPage, day: date, kind: str, value: dict[str, Any]):
    """Put down how the gathering of a day is otherwise, in the place of what was said of it;
    `kind` is a block's name, blank to have it as the rule says."""
    if not kind and event.confirm_dates and day != first_day(event):
        kind = "confirmed"
    kept = part(event, lambda changed: changed != day)
    block = event.dates.stream_block.child_blocks.get(kind)
    if block:
        kept.append((kind, block.normalize({"day": day} | value)))
    event.dates = sorted(kept, key=lambda item: item[1]["day"])


def may_be_split(event: EventPage, day: date) -> bool:
    """Whether a day is one of the rule's own, and not its first."""
    first = hours_of(event)[0].date()
    return bool(event.recurrence) and day > first and day in rule_days(event.recurrence, first, day)


@transaction.atomic
def split(event: EventPage, day: date, user) -> EventPage:
    """End the event before a day, and have a second one go on from it. Those who signed up are
    still signed up: the occasion is the same. Returns the later one."""
    later = follower(event, day, user)
    first = hours_of(event)[0].date()
    event.recurrence = ended_before(event.recurrence, first, day)
    event.dates = part(event, lambda changed: changed < day)
    for page in (later, event):
        page.full_clean()
        page.save_revision(user=user, log_action=True).publish(user=user)
    return later


def follower(event: EventPage, day: date, user) -> EventPage:
    starts, length = hours_of(event)
    begin: datetime = at(day, starts)
    changed = {
        "slug": f"{event.slug}-{day:%Y%m%d}",
        "starts_at": begin,
        "ends_at": begin + length,
        "recurrence": continued_from(event.recurrence, starts.date(), day),
        "dates": part(event, lambda changed: changed >= day),
        "recap": [],  # it tells of the earlier ones
    }
    later = event.copy(update_attrs=changed, copy_revisions=False, keep_live=False, user=user)
    later.occasion, later.continues = event.occasion, event
    return later


def part(event: EventPage, wanted: Callable[[date], bool]) -> list[tuple[str, Any]]:
    """What is said of some days, as a stream takes it."""
    return [(item.block_type, item.value) for item in event.dates if wanted(item.value["day"])]
