"""Forms on static pages carry no cookie and no CSRF token; where they come from decides.

The rule, in this order: Sec-Fetch-Site "same-origin" or "none" passes and any other value is
refused; where it is absent, an Origin on the list passes and a different one is refused; where
Origin is "null" or absent, a Referer on the list passes, and what is left goes on as ambiguous
(old browsers; on the check step nothing is written yet, and confirming needs a signed token).
Compared with settings.FORM_ORIGINS, not with Host: a TLS proxy may stand in front.
"""

from enum import StrEnum
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from service_requests.public_answers import message

DEFAULT_PORTS = {"http": 80, "https": 443}


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"


def judge(headers) -> Verdict:
    """`headers` is any mapping with case-insensitive or canonical names."""
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return Verdict.ACCEPTED if site in {"same-origin", "none"} else Verdict.REFUSED
    origin = headers.get("Origin")
    if origin is not None and origin != "null":
        return Verdict.ACCEPTED if is_listed(origin) else Verdict.REFUSED
    return Verdict.ACCEPTED if is_listed(headers.get("Referer", "")) else Verdict.AMBIGUOUS


def is_listed(address: str) -> bool:
    origin = origin_of(address)
    return origin is not None and origin in {origin_of(each) for each in settings.FORM_ORIGINS}


def origin_of(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an address; None for what isn't one."""
    try:
        parts = urlsplit(address)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
    except (ValueError, KeyError):
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None


def own_origin(view):
    """Refuses a POST that another site sent, with 403 and a page that says what to do."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and judge(request.headers) is Verdict.REFUSED:
            return message(
                403,
                _("这张表不是从本站送出来的"),
                [
                    _("为了防止别的网站冒用你的名义，我们没有收下。"),
                    _("请回到本站的表格页，再填一次。"),
                ],
            )
        return view(request, *args, **kwargs)

    return guarded
