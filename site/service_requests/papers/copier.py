"""Makes a new file from what somebody sent, in a process of its own. A program:

    python -I copier.py [--pdf] < original > answer

The answer is one line of JSON, {"media_type", "pages"} or {"problem"}, and then the new file. It
is drawn from pixels alone, so nothing else of the original comes through: no metadata, script,
attachment or appended archive. Imports nothing of the site: here are neither settings nor keys,
and whatever a crafted file makes a decoder do, it does in here, under these limits.
"""

import json
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from math import sqrt
from typing import Any

from PIL import Image

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 15
# What a decoder may be asked for. A JPEG is decoded at a fraction of its size where it is large.
MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 36_000_000, "WEBP": 20_000_000}
MOST_PAGES = 20
# What is kept: 220 dots an inch of an A4 page; a long screenshot must stay legible.
USUAL_PIXELS, STRIP_PIXELS, STRIP_RATIO = 5_000_000, 12_000_000, 3
LONGEST_SIDE = 16_000
PAGE_PIXELS, PAGE_DOTS = 3_000_000, 150  # of a PDF's page, and dots an inch at most
QUALITY = 85
HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif"}
HAN = range(0x2E80, 0x10000)
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Told = dict[str, Any]


class Problem(Exception):
    """Why there is no copy: "kind", "heic", "pdf", "pixels", "damaged", "locked", "pages" or
    "fonts"."""


def main():
    limit_this_process()
    original = sys.stdin.buffer.read()
    told: Told
    try:
        told, copy = copied(original, with_pdf="--pdf" in sys.argv)
    except Problem as problem:
        told, copy = {"problem": str(problem)}, b""
    except MemoryError:
        told, copy = {"problem": "pixels"}, b""
    except Exception:
        # A decoder may raise anything at all over a file that was made to confuse it.
        told, copy = {"problem": "damaged"}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + copy)


def limit_this_process():
    for what, most in [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # no file is written, not even a temporary one
        (resource.RLIMIT_CORE, 0),
    ]:
        resource.setrlimit(what, (most, most))


def copied(original: bytes, with_pdf: bool) -> tuple[Told, bytes]:
    kind = kind_of(original)
    if kind == "PDF" and with_pdf:
        copy, pages = pdf_copy(original)
        return {"media_type": "application/pdf", "pages": pages}, copy
    if kind in MOST_PIXELS:
        return {"media_type": "image/jpeg", "pages": 1}, picture_copy(original, kind)
    raise Problem({"PDF": "pdf", "HEIF": "heic"}.get(kind, "kind"))


def kind_of(original: bytes) -> str:
    """By how it begins; its name and what the browser calls it have no say."""
    if original.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if original.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if original.startswith(b"RIFF") and original[8:12] == b"WEBP":
        return "WEBP"
    if original.startswith(b"%PDF-"):
        return "PDF"
    return "HEIF" if original[4:8] == b"ftyp" and original[8:12] in HEIF_BRANDS else ""


def picture_copy(original: bytes, kind: str) -> bytes:
    Image.MAX_IMAGE_PIXELS = None  # our own bounds follow, one for each kind
    picture = Image.open(BytesIO(original), formats=[kind])
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise Problem("pixels")
    turn = how_it_lies(picture)
    size = kept_size(*picture.size)
    picture.draft("RGB", size)
    picture.load()
    copy = shrunk(picture, size)
    return as_jpeg(copy.transpose(TURNS[turn]) if turn in TURNS else copy)


def how_it_lies(picture: Image.Image) -> int:
    """As the camera noted; a note that can't be read spoils no picture."""
    try:
        return picture.getexif().get(ORIENTATION, 1)
    except Exception:
        return 1


def kept_size(width: int, height: int) -> tuple[int, int]:
    """Within the bounds, in the same proportions; never larger than it was."""
    is_strip = max(width, height) > STRIP_RATIO * min(width, height)
    most = STRIP_PIXELS if is_strip else USUAL_PIXELS
    scale = min(1, sqrt(most / (width * height)), LONGEST_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """First by whole numbers, which takes little memory, then to the very size."""
    if picture.mode.startswith("I"):  # 16 bits a dot; Pillow would cut them off, not scale them
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    factor = min(picture.width // size[0], picture.height // size[1])
    if factor > 1 and picture.mode != "P":
        picture = picture.reduce(factor)
    picture = on_white(picture)
    if picture.width > size[0] or picture.height > size[1]:
        return picture.resize(size, Image.Resampling.LANCZOS)
    return picture


def on_white(picture: Image.Image) -> Image.Image:
    """In colour or grey, with what was transparent as on paper."""
    if "transparency" in picture.info or picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"}:
        coloured = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(coloured, mask=coloured.getchannel("A"))
        return paper
    return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")


def as_jpeg(picture: Image.Image) -> bytes:
    picture.info = {}  # a saver writes down what it finds here
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()


def pdf_copy(original: bytes) -> tuple[bytes, int]:
    """A PDF with a picture of each page; filled-in form fields are drawn with it."""
    import pypdfium2

    given = opened(original)
    given.init_forms()  # before anything else is asked of it
    if not 0 < len(given) <= MOST_PAGES:
        raise Problem("pages" if len(given) else "damaged")
    made = pypdfium2.PdfDocument.new()
    for page in given:
        refuse_missing_fonts(page)
        add_page(made, page.get_size(), page_picture(page))
        page.close()
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue(), len(given)


def opened(original: bytes):
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return pypdfium2.PdfDocument(original)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == FPDF_ERR_PASSWORD
        raise Problem("locked" if locked else "damaged") from error


def page_picture(page) -> bytes:
    width, height = page.get_size()  # points, 72 an inch
    scale = min(PAGE_DOTS / 72, sqrt(PAGE_PIXELS / (width * height)))
    return as_jpeg(page.render(scale=scale).to_pil().convert("RGB"))


def add_page(made, size: tuple[float, float], picture: bytes):
    import pypdfium2

    page = made.new_page(*size)
    image = pypdfium2.PdfImage.new(made)
    image.load_jpeg(BytesIO(picture), inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(*size))
    page.insert_obj(image)
    page.gen_content()
    page.close()


def refuse_missing_fonts(page):
    """Chinese words whose font isn't in the file would be drawn as blanks, and nobody would know
    that they were there."""
    if any(ord(sign) in HAN for text in texts_without_font(page) for sign in text):
        raise Problem("fonts")


def texts_without_font(page) -> Iterator[str]:
    """The visible texts whose font the file doesn't bring along."""
    from pypdfium2 import raw

    words = page.get_textpage()
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        mode = raw.FPDFTextObj_GetTextRenderMode(found)
        embedded = raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(found))
        if not embedded and mode != raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            yield text_of(found, words)


def text_of(found, words) -> str:
    from ctypes import c_ushort

    from pypdfium2 import raw

    length = raw.FPDFTextObj_GetText(found, words, None, 0)
    letters = (c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(found, words, letters, length)
    return bytes(letters).decode("utf-16-le", "replace").rstrip("\0")


if __name__ == "__main__":
    main()
