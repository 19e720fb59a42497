"""A station in schema.org's words: where it is, and when it is open."""

from pages.publishing import Facts

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
CLOSED = [["00:00", "00:00"]]  # how schema.org says it


def station_place(page: Facts, site: Facts) -> Facts:
    """No office of the government's: a place that the centre keeps."""
    told = {
        "url": site["base_url"] + page["url"],
        "name": page["title"],
        "description": page["lead"],
        "telephone": page["phone"],
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "CN",
            "addressLocality": page["district"],
            "streetAddress": page["address"],
        },
        "geo": position(page),
        "parentOrganization": {"@type": "NGO", "name": site["full_name"]},
        "openingHoursSpecification": week_hours(page["schedule"]["week"]),
        "specialOpeningHoursSpecification": [
            hours(span) | {"validFrom": first, "validThrough": last}
            for first, last, spans in page["schedule"]["special"]
            for span in spans or CLOSED
        ],
    }
    node = {"@type": "LocalBusiness", "@id": f"{site['base_url']}{page['url']}#station"}
    return node | {name: value for name, value in told.items() if value}


def position(page: Facts) -> Facts | None:
    if page["latitude"] is None:
        return None
    place = {"latitude": page["latitude"], "longitude": page["longitude"]}
    return {"@type": "GeoCoordinates", **place}


def week_hours(week: list) -> list[Facts]:
    """Days with the same span together."""
    spans = sorted({tuple(span) for day in week for span in day})
    return [
        hours(span)
        | {"dayOfWeek": [WEEKDAYS[n] for n, day in enumerate(week) if list(span) in day]}
        for span in spans
    ]


def hours(span) -> Facts:
    return {"@type": "OpeningHoursSpecification", "opens": span[0], "closes": span[1]}
