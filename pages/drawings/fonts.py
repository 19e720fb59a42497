"""The font that pictures are set in: Noto Sans CJK, as Debian's fonts-noto-cjk brings it.

Without it nothing is drawn, and pages do without.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

FILES = {"regular": "NotoSansCJK-Regular.ttc", "bold": "NotoSansCJK-Bold.ttc"}
SIMPLIFIED = 2  # the place of the mainland's letterforms in the collection

Font = ImageFont.FreeTypeFont


def path(weight: str) -> Path:
    return settings.FONTS_DIR / FILES[weight]


@lru_cache(maxsize=1)
def available() -> bool:
    """Asked once a process: what it has put out must not depend on when it was asked."""
    return all(path(weight).is_file() for weight in FILES)


@lru_cache(maxsize=1)
def identity() -> str:
    """Changes with the files; "" where there are none."""
    if not available():
        return ""
    return " ".join(f"{name}:{path(weight).stat().st_size}" for weight, name in FILES.items())


@lru_cache(maxsize=4096)
def length(face: Font, words: str) -> float:
    return face.getlength(words)


@lru_cache(maxsize=32)
def font(weight: str, size: int) -> Font:
    """Laid out the plain way: a library that is there on one machine only must not matter."""
    return ImageFont.truetype(
        path(weight), size, index=SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC
    )
