"""A sheet of A4 for a station's door: its name, its hours, its phone, and a code to its page."""

from pages.publishing import Build, Facts
from pages.qr_codes import qr_code


def poster_url(station_url: str) -> str:
    return f"{station_url}poster/"


def poster_facts(station, build: Build) -> Facts:
    """The station's own facts, with the address that lasts as long as the paper: an alias, which
    has none, prints where it stands."""
    facts = build.facts(station.pk)
    own = f"{build.base_url}{facts['url']}"
    short = facts["short"] or {"url": own, "shown": own.partition("://")[2]}
    return facts | {"code": qr_code(short["url"]), "address_to_type": short["shown"]}
