"""Which addresses belong to the application, and so can be no page's."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_resolver

LONGEST_NAME = 240  # bytes; file systems take 255, and a copy being written needs a few


@lru_cache(maxsize=1)
def application_segments() -> frozenset[str]:
    """First segments of the application's addresses, and of its files: "admin", "media", …"""
    routes = [str(each.pattern) for each in get_resolver().url_patterns]
    routes += [settings.STATIC_URL.lstrip("/"), settings.MEDIA_URL.lstrip("/"), "_util/"]
    return frozenset(route.partition("/")[0] for route in routes) - {""}


def is_allowed(path: str) -> bool:
    """Whether a page or a redirect may have this file: it is not the application's, every part
    of it is a name that a file system takes as it stands, and nobody's compressed copy."""
    parts = path.split("/")
    if parts[0] in application_segments():
        return False
    return all(is_name(part) for part in parts)


@lru_cache(maxsize=4096)  # most parts of a site's paths are the same few
def is_name(part: str) -> bool:
    plain = part and not part.startswith(".") and not part.endswith((".gz", ".br"))
    return bool(plain) and "\0" not in part and len(part.encode()) <= LONGEST_NAME
