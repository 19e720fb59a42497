"""What search engines read of an event: each coming date as an Event of schema.org's."""

from __future__ import annotations

from pages.publishing import Facts

STATUS = "https://schema.org/Event"


def event_nodes(page: Facts, site: Facts, base: str) -> list[Facts]:
    """The coming dates, or the last one of an event that is over."""
    return [event_node(page, ticket, site, base) for ticket in page["tickets"] or [page["ticket"]]]


def event_node(page: Facts, ticket: Facts, site: Facts, base: str) -> Facts:
    """A phone call or a form, where one has to sign up, stands on the page itself."""
    url = base + page["url"]
    node = {
        "@type": "Event",
        "@id": f"{url}#{ticket['key']}",
        "url": url,
        "name": page["title"],
        "description": page["lead"],
        "startDate": ticket["moment"],
        "endDate": ticket["end_moment"],
        "eventStatus": STATUS + status(ticket),
        "eventAttendanceMode": f"{STATUS.removesuffix('Event')}OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": ticket["venue"], "address": ticket["venue"]},
        "organizer": {"@type": "Organization", "name": site["full_name"], "url": base + "/"},
        "inLanguage": "zh-Hans",
    }
    told = {
        "previousStartDate": ticket["planned"] and ticket["planned"]["moment"],
        "image": page["cover"] and absolute(page["cover"]["src"], base),
    }
    return node | {name: value for name, value in told.items() if value}


def status(ticket: Facts) -> str:
    if ticket["cancelled"]:
        return "Cancelled"
    return "Rescheduled" if ticket["planned"] else "Scheduled"


def absolute(src: str, base: str) -> str:
    return src if "://" in src else base + src
