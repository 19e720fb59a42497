"""How many places a gathering has left, as readers see it.

Numbers are put to a ticket where it is shown and not where tickets are listed: who shows other
events isn't concerned when somebody signs up for this one.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from pages.publishing import Build, Facts

FORM = "form"
Numbers = dict[str, tuple[int, int]]


def with_places(ticket: Facts, build: Build) -> Facts:
    """`places` says whether one can sign up, and how many are left: {"open", "free" (None without
    a limit), "waiting", "until" (ISO date), "words"}. None where nobody signs up by a form."""
    asked = ticket["sign_up"] == FORM and not ticket["past"] and not ticket["cancelled"]
    return ticket | {"places": places(ticket, build) if asked else None}


def places(ticket: Facts, build: Build) -> Facts:
    taken, waiting = build.told("pages.places.numbers_of", ticket["occasion"]).get(
        ticket["key"], (0, 0)
    )
    until = last_day(date.fromisoformat(ticket["day"]["date"]), ticket["sign_up_days_before"])
    facts: Facts = {
        "open": build.today <= until,
        "free": free_places(ticket["capacity"], taken, waiting),
        "waiting": waiting,
        "until": until.isoformat() if ticket["sign_up_days_before"] else "",
    }
    return facts | {"words": places_words(facts)}


def numbers_of(build: Build, occasion: str) -> Numbers:
    """(taken, waiting) by the key of the gathering."""
    rows = build.once(("places",), lambda: all_numbers(build))
    return rows.get(occasion, {})


def all_numbers(build: Build) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    for row in build.all("pages.GatheringPlaces"):
        of_one = found.setdefault(str(row.occasion), {})
        of_one[row.key.isoformat()] = (row.taken, row.waiting)
    return found


def free_places(capacity: int | None, taken: int, waiting: int) -> int | None:
    """None without a limit. While somebody waits there are none: they come first."""
    if capacity is None:
        return None
    return 0 if waiting else max(capacity - taken, 0)


def last_day(starts: date, days_before: int) -> date:
    """Until when one can sign up; on the day itself, until it begins."""
    return starts - timedelta(days=days_before)


def places_words(places: Facts) -> str:
    if not places["open"]:
        return _("报名截止")
    if places["free"] is None:
        return _("填表报名")
    if places["free"]:
        return _("还剩 %(count)d 个名额") % {"count": places["free"]}
    if places["waiting"]:
        return _("名额已满，可以排队（前面 %(count)d 人）") % {"count": places["waiting"]}
    return _("名额已满，可以排队")
