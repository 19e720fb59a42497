"""Files that somebody could send instead of a photo. Each carries a marker of its own where a
careless system would keep it: in metadata, behind the end, in a script.

`KINDS` maps a name to (what must become of it, maker): "taken", "refused", or "either" for what
was spoilt at random. A maker takes a Random and the marker.
"""

import io
import struct
import zipfile
import zlib
from functools import cache
from random import Random

from PIL import Image, PngImagePlugin

from tests.proofs.evil_pdfs import PDF_KINDS

SCRIPT = b"<script>alert('%s')</script>"
NAMES = [
    "照片.jpg",
    "x.html",
    "合同.jpg.exe",
    'a"; filename="evil.html',
    "图.svg",
    "很长" * 90 + ".png",
    "%00.jpg",
]


def picture(rng: Random, form="JPEG", mode="RGB", size=(48, 36), **options) -> bytes:
    """No two alike: the same photo sent twice is kept once."""
    image = Image.frombytes(mode, size, rng.randbytes(size[0] * size[1] * len(mode)))
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def svg(rng, marker):
    return b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT % marker + b"</svg>"


def html(rng, marker):
    return b"<!doctype html>" + SCRIPT % marker


def gif_and_html(rng, marker):
    return b"GIF89a/*" + SCRIPT % marker + b"*/=1;"


def jpeg_and_html(rng, marker):
    return picture(rng) + SCRIPT % marker


def jpeg_and_zip(rng, marker):
    return picture(rng) + zipped(marker)


def zipped(marker: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("run.js", marker)
    return stream.getvalue()


def zip_bomb(rng, marker):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(20_000_000))
        archive.writestr("marker", marker)
    return stream.getvalue()


def with_place(rng, marker):
    exif = Image.Exif()
    exif[0x010E] = marker.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 16.0, 12.0), 3: "E", 4: (113.0, 34.0, 12.0)})
    return picture(rng, exif=exif, comment=marker, xmp=b"<x>" + marker + b"</x>")


def png_with_words(rng, marker):
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", marker.decode())
    words.add_itxt("XML:com.adobe.xmp", marker.decode(), zip=True)
    return picture(rng, "PNG", pnginfo=words) + b"<?php system('" + marker + b"'); ?>"


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int, packed: bytes, *more: bytes, bits=1) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
    start = b"\x89PNG\r\n\x1a\n" + header
    return start + b"".join(more) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


@cache
def packed_zeros(length: int) -> bytes:
    packer, block = zlib.compressobj(9), bytes(1_000_000)
    parts = [packer.compress(block) for _block in range(length // len(block))]
    return b"".join([*parts, packer.flush()])


def png_bomb(rng, marker):
    """60,000 by 60,000 dots of one bit: 450 MB, packed into 440 KB."""
    text = png_chunk(b"tEXt", b"Comment\0" + marker)
    return png_of(60_000, 60_000, packed_zeros(450_000_000), text)


def png_word_bomb(rng, marker):
    """A small picture with a comment of 200 MB."""
    text = png_chunk(b"zTXt", b"Comment\0\0" + packed_zeros(200_000_000))
    return png_of(8, 8, zlib.compress(bytes(16)), text) + marker


def png_that_lies(rng, marker):
    """Says 4 dots and brings 100 MB of them."""
    return png_of(2, 2, packed_zeros(100_000_000)) + marker


def jpeg_that_lies(rng, marker):
    """Says 65,500 by 65,500 dots."""
    body = bytearray(picture(rng, comment=marker))
    start = body.index(b"\xff\xc0") + 5
    body[start : start + 4] = struct.pack(">HH", 65_500, 65_500)
    return bytes(body)


def webp_that_lies(rng, marker):
    """Says 16,384 by 16,384 dots."""
    side = struct.pack("<I", 16_383)[:3]
    chunk = b"VP8X" + struct.pack("<I", 10) + b"\x10\0\0\0" + side + side + marker
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def moving(form: str):
    def make(rng, marker):
        frames = [Image.new("RGB", (40, 30), (rng.randrange(256), n, 0)) for n in range(3)]
        more = {"comment": marker} if form == "GIF" else {"exif": b"Exif\0\0" + marker}
        stream = io.BytesIO()
        frames[0].save(stream, form, save_all=True, append_images=frames[1:], **more)
        return stream.getvalue()

    return make


def in_cmyk(rng, marker):
    return picture(rng, mode="CMYK", comment=marker)


def deep(rng, marker):
    image = Image.frombytes("I;16", (40, 30), rng.randbytes(2400))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue() + marker


def other_format(form: str):
    def make(rng, marker):
        return picture(rng, form) + marker

    return make


def postscript(rng, marker):
    return b"%!PS-Adobe-3.0 EPSF-3.0\n(" + marker + b") print\n(/etc/passwd) (r) file\n"


def program(rng, marker):
    return b"MZ\x90\0" + marker + rng.randbytes(400)


def heic(rng, marker):
    return b"\0\0\0\x18ftypheic\0\0\0\0" + marker + rng.randbytes(200)


def cut_off(form: str):
    def make(rng, marker):
        whole = picture(rng, form, size=(120, 90)) if form != "JPEG" else with_place(rng, marker)
        return whole[: rng.randrange(12, len(whole) * 2 // 3)]

    return make


def spoilt(form: str):
    """Some bytes changed at random: decoders must get over anything."""

    def make(rng, marker):
        body = bytearray(picture(rng, form, size=(90, 60)))
        for _byte in range(rng.randrange(1, 30)):
            body[rng.randrange(8, len(body))] = rng.randrange(256)
        return bytes(body) + marker

    return make


def empty(rng, marker):
    return b""


KINDS = {
    "svg": ("refused", svg),
    "html": ("refused", html),
    "gif and html": ("refused", gif_and_html),
    "jpeg and html": ("taken", jpeg_and_html),
    "jpeg and zip": ("taken", jpeg_and_zip),
    "zip": ("refused", lambda rng, marker: zipped(marker)),
    "zip bomb": ("refused", zip_bomb),
    "jpeg with place": ("taken", with_place),
    "png with words": ("taken", png_with_words),
    "png bomb": ("refused", png_bomb),
    "png word bomb": ("either", png_word_bomb),
    "png that lies": ("either", png_that_lies),
    "jpeg that lies": ("refused", jpeg_that_lies),
    "webp that lies": ("refused", webp_that_lies),
    "moving webp": ("taken", moving("WEBP")),
    "moving png": ("taken", moving("PNG")),
    "moving gif": ("refused", moving("GIF")),
    "cmyk": ("taken", in_cmyk),
    "16 bits": ("taken", deep),
    "tiff": ("refused", other_format("TIFF")),
    "bmp": ("refused", other_format("BMP")),
    "postscript": ("refused", postscript),
    "program": ("refused", program),
    "heic": ("refused", heic),
    "cut jpeg": ("refused", cut_off("JPEG")),
    "cut png": ("refused", cut_off("PNG")),
    "cut webp": ("refused", cut_off("WEBP")),
    "spoilt jpeg": ("either", spoilt("JPEG")),
    "spoilt png": ("either", spoilt("PNG")),
    "spoilt webp": ("either", spoilt("WEBP")),
    "empty": ("refused", empty),
} | PDF_KINDS
