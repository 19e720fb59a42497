"""One word for everything but the content that a page is made from: code, templates, styles,
translations, versions, settings. When it changes, everything is built anew."""

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

SOURCES = {
    "pages": "*.py",
    "news": "*.py",
    "site": "*.py",
    "site/locale": "*.mo",
    "templates": "*",
    "static": "*",
}
SETTINGS = [
    "PUBLIC_URL",
    "MEDIA_URL",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "SITE_OUTPUTS",
    "BROTLI",
    "KEEPS_PAGES",
]


def fingerprint() -> str:
    """Of the code that runs in this process: what is on the disk by now may be newer."""
    values = [repr(getattr(settings, name)) for name in SETTINGS]
    values += [import_string(name)() for name in settings.FINGERPRINTS]
    return digest([code_when_started(), *values])


@lru_cache(maxsize=1)
def code_when_started() -> str:
    return code_on_disk()


def code_on_disk() -> str:
    parts = [sys.version, *versions()]
    for folder, pattern in SOURCES.items():
        for path in sorted((settings.BASE_DIR / folder).rglob(pattern)):
            if path.is_file():
                parts += [str(path.relative_to(settings.BASE_DIR)), content(path)]
    return digest(parts)


def content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def versions() -> list[str]:
    return sorted({f"{each.name}=={each.version}" for each in distributions()})


def digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
