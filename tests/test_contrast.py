"""Words and controls are seen on every ground they stand on, by day and by night: WCAG 2.2, 1.4.3
and 1.4.11, computed from the style sheet that readers get."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text()
NIGHT = "@media (prefers-color-scheme: dark)"
COLOUR = re.compile(r"--color-([\w-]+):\s*#([0-9A-Fa-f]{6})\b")

WORDS, CONTROL = 4.5, 3.0
GROUNDS = ["page", "surface", "fill", "wheat-pale", "action-pale", "warn-pale", "done-pale"]
PAIRS = [
    # what is seen, on what, how well
    *((seen, ground, WORDS) for seen in ("text", "text-soft", "action") for ground in GROUNDS),
    *(("action-strong", ground, WORDS) for ground in GROUNDS),  # a link under the finger
    *(("warn", ground, WORDS) for ground in ("page", "surface", "fill", "warn-pale")),
    *(("done", ground, WORDS) for ground in ("page", "surface", "fill", "done-pale")),
    ("on-action", "action", WORDS),
    ("on-action", "action-strong", WORDS),
    ("on-rail", "rail", WORDS),
    ("on-sign", "sign", WORDS),
    ("on-sign-soft", "sign", WORDS),
    ("sign-accent", "sign", WORDS),
    ("on-wheat", "wheat", WORDS),
    *(("control-line", ground, CONTROL) for ground in ("page", "surface", "fill")),
    *(("rail", ground, CONTROL) for ground in ("page", "surface", "fill")),
    *(("focus", ground, CONTROL) for ground in GROUNDS),
    ("wheat", "sign", CONTROL),  # the focus on a sign
    ("on-wheat", "wheat", CONTROL),  # the focus on a link
]
# Lines between things that are apart without them, and the white of a printed code.
ADORNMENT = {"rule", "wheat-rule", "sign-rule", "paper-line", "focus-halo"}


def palette(scheme: str) -> dict[str, str]:
    day, _night, rest = TOKENS.partition(NIGHT)
    by_night = rest[: rest.index("\n}")]
    colours = dict(COLOUR.findall(day))
    return colours | (dict(COLOUR.findall(by_night)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_is_far_enough_apart(scheme):
    colours = palette(scheme)
    found = {pair[:2]: contrast(colours[pair[0]], colours[pair[1]]) for pair in PAIRS}
    least = {pair[:2]: pair[2] for pair in PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least[pair]} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_colour_goes_unlooked_at(scheme):
    looked_at = {name for pair in PAIRS for name in pair[:2]}
    assert set(palette(scheme)) - looked_at <= ADORNMENT


def test_the_ratio_is_that_of_the_standard():
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)  # the known near miss
