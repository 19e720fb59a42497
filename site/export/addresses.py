"""Which addresses belong to the application, and so can be no page's."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_resolver


@lru_cache(maxsize=1)
def application_segments() -> frozenset[str]:
    """First segments of the application's addresses, and of its files: "admin", "media", …"""
    routes = [str(each.pattern) for each in get_resolver().url_patterns]
    routes += [settings.STATIC_URL.lstrip("/"), settings.MEDIA_URL.lstrip("/"), "_util/"]
    return frozenset(route.partition("/")[0] for route in routes) - {""}
