"""QR codes for paper."""

import segno
from markupsafe import Markup


def qr_code(url: str, size: str = "") -> Markup:
    """An SVG in one path: black on white with the quiet zone that readers of codes need, and no
    id that would stand twice on a page. `size` is a length of CSS, for both sides."""
    code = segno.make(url, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, light="#fff", border=4)
    sized = drawn.replace("<svg ", f'<svg width="{size}" height="{size}" ' if size else "<svg ", 1)
    return Markup(sized)  # noqa: S704 - drawn by segno from an address of ours
