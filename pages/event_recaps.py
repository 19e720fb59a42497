"""活动回顾: events that were held and told of afterwards, newest first."""

from html import unescape

from django.utils.html import strip_tags

from pages.calendar import tickets
from pages.publishing import Build, Facts
from pages.recap_blocks import photos

MOST = 60
BEGINNING = 56  # characters of a recap that lists show


def recaps(build: Build, series_id: int | None = None) -> list[Facts]:
    """Those of a series, or of all events."""
    return build.told("pages.event_recaps.recaps_of", series_id)


def recaps_of(build: Build, series_id: int | None) -> list[Facts]:
    wanted = [
        event
        for event in build.all("pages.EventPage")
        if event.recap and series_id in (None, event.series_id)
    ]
    found = [told for event in wanted if (told := recap_facts(event, build))]
    return sorted(found, key=lambda facts: (facts["moment"], facts["id"]), reverse=True)[:MOST]


def recap_facts(event, build: Build) -> Facts | None:
    """Of an event that goes on, its last date; None before the first is over."""
    past = [each for each in tickets(event, build) if each["past"] and not each["cancelled"]]
    if not past:
        return None
    kept = ("id", "title", "url", "category", "series", "venue", "day", "moment")
    return {name: past[-1][name] for name in kept} | {
        "words": beginning(event.recap.raw_data),
        "photo": first_photo(event, build),
    }


def beginning(raw: list) -> str:
    """The first words of a recap, cut where a sentence ends if one does."""
    html = next((block["value"] for block in raw if block["type"] == "text"), "")
    words = " ".join(unescape(strip_tags(html)).split())
    if len(words) <= BEGINNING:
        return words
    cut = words[:BEGINNING]
    whole = cut.rfind("。") + 1
    return cut[:whole] if whole > BEGINNING // 2 else cut.rstrip("，、；：。") + "……"


def first_photo(event, build: Build) -> Facts | None:
    """The first picture of the recap, else that of the event."""
    for photo in photos(event.recap.raw_data):
        if found := build.image(photo["image"], "teaser", photo["alt_text"]):
            return found
    return build.image(event.cover_id, "teaser")
