"""What receipts are made of: when, and a code to scan."""

import segno
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup


def short_moment(moment) -> str:
    """A local time as "11月24日 19:42"."""
    return _("%(month)d月%(day)d日 %(time)s") % {
        "month": moment.month,
        "day": moment.day,
        "time": moment.strftime("%H:%M"),
    }


def written_moment(moment) -> str:
    """In Shanghai, as "2026-11-24 19:42": for staff."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def qr_code(content: str) -> Markup:
    """As an SVG. A reference alone, or an address that ends with one: nothing about the person.
    Without ids, so that it can stand in a page more than once."""
    code = segno.make(content, error="m", micro=False)
    drawing = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    sized = drawing.replace("<svg ", '<svg width="132" height="132" ', 1)
    return Markup(sized)  # noqa: S704 - drawn by segno from ten letters of our own
