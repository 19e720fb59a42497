"""What receipts are made of: when, and the reference as a code to scan."""

import segno
from django.utils.translation import gettext as _
from markupsafe import Markup


def short_moment(moment) -> str:
    """A local time as "11月24日 19:42"."""
    return _("%(month)d月%(day)d日 %(time)s") % {
        "month": moment.month,
        "day": moment.day,
        "time": moment.strftime("%H:%M"),
    }


def qr_code(reference: str) -> Markup:
    """An SVG of the reference alone: nothing about the person, and no address to follow. Without
    ids, so that it can stand in a page more than once."""
    code = segno.make(reference, error="m", micro=False)
    drawing = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    sized = drawing.replace("<svg ", '<svg width="132" height="132" ', 1)
    return Markup(sized)  # noqa: S704 - drawn by segno from ten letters of our own
