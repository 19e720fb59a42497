"""From HTML to PDF by WeasyPrint, with what this machine has, and without asking anybody."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from handbook_files.pictures import picture_body


@lru_cache(maxsize=1)
def why_not() -> str:
    """What is missing for PDFs, as a sentence; "" when they can be made."""
    try:
        import weasyprint  # noqa: F401 - it looks for Pango when it is imported
    except (ImportError, OSError):
        return _("缺少 Pango。")
    return "" if has_font() else _("缺少中文字体 Noto Sans CJK。")


def has_font() -> bool:
    listing = shutil.which("fc-list")
    if not listing:
        return False
    command = [listing, ":lang=zh-cn", "family"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return "Noto Sans CJK SC" in found.stdout


def laid_out(html: str) -> Any:
    """A WeasyPrint document: its pages are known, and nothing is written yet."""
    from weasyprint import HTML

    return HTML(string=html, base_url=f"{settings.PUBLIC_URL}/", url_fetcher=fetcher()).render(
        pdf_variant="pdf/ua-1", pdf_tags=True
    )


def written(document: Any, identifier: str) -> bytes:
    """Tagged, and without a date: the same facts give the same file."""
    return document.write_pdf(
        pdf_identifier=identifier.encode(),
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
    )


def fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnPicturesOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, picture_body(url), {"Content-Type": "image/webp"})

    return OwnPicturesOnly()
