"""A bar chart of counts as an SVG: where each bar and each word stands.

Lengths are in em and shares of the width, so that the words keep the size of the text around
them on any screen. What it shows stands in the table beside it, too.
"""

from django.utils.translation import gettext as _

from pages.publishing import Facts

LABEL = 15.0  # em that a line of a label may take on the smallest phone
LINE, BAR, GAP = 1.5, 1.1, 0.8  # em
WIDEST = 62.0  # percent: the number stands behind the bar
LEAST = 0.6  # percent, so that a small number is seen


def bar_chart(rows: list[Facts]) -> Facts | None:
    """Of rows {"label", "count", "words"}; None where there is nothing to compare."""
    known = [row for row in rows if row["count"] is not None]
    most = max((row["count"] for row in known), default=0)
    if len(known) < 2 or not most:
        return None
    bars, y = [], 0.0
    for row in known:
        lines = wrapped(row["label"])
        bars.append(bar(row, lines, y, WIDEST * row["count"] / most))
        y += len(lines) * LINE + BAR + GAP
    return {"height": em(y - GAP + 0.2), "bars": bars, "about": about(known)}


def bar(row: Facts, lines: list[str], y: float, width: float) -> Facts:
    top = y + len(lines) * LINE
    width = round(max(width, LEAST), 1)
    return {
        "lines": [{"text": text, "y": em(y + n * LINE + 1.05)} for n, text in enumerate(lines)],
        "top": em(top),
        "width": f"{width}%",
        "words": row["words"],
        "baseline": em(top + 0.9),
    }


def em(length: float) -> str:
    return f"{length:.2f}em"


def about(rows: list[Facts]) -> str:
    """What one sees at a glance, for those who don't see it."""
    top = max(rows, key=lambda row: row["count"])
    return _("%(count)d 条横条，一条一项。最长的是%(label)s，%(words)s。每一项的数在表里。") % {
        "count": len(rows),
        "label": top["label"],
        "words": top["words"],
    }


def wrapped(label: str) -> list[str]:
    lines, width = [""], 0.0
    for sign in label:
        taken = 0.6 if sign.isascii() else 1.0
        if width + taken > LABEL:
            lines, width = [*lines, ""], 0.0
        lines[-1] += sign
        width += taken
    return lines
