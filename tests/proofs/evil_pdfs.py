"""PDFs that do more than show pages. See `evil_files`."""

import io
import zlib
from functools import cache
from random import Random

from PIL import Image

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 280] /Contents 4 0 R %s >>"
LINES = b"0 0 1 rg 20 20 %d 60 re f"


def pdf_of(rng: Random, root: bytes = b"", page: bytes = b"", *more: bytes) -> bytes:
    """Objects 1 to 4 are the catalogue, the pages, one page, and a drawing on it."""
    drawing = LINES % rng.randrange(20, 160) + b" %% %d" % rng.randrange(10**9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE % page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        *more,
    ]
    return written(objects)


def written(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + head + table + tail


def with_script(rng, marker):
    return pdf_of(rng, b"/OpenAction << /S /JavaScript /JS (app.alert\\('%s'\\)) >>" % marker, b"")


def with_launch(rng, marker):
    return pdf_of(rng, b"/OpenAction << /S /Launch /F (%s.exe) >>" % marker)


def with_link(rng, marker):
    action = b"<< /S /URI /URI (http://%s/) >>" % marker
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 200 280] /A %s >>" % action
    return pdf_of(rng, b"", b"/Annots [%s]" % link)


def with_file_inside(rng, marker):
    inside = b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(marker), marker)
    file = b"<< /Type /Filespec /F (run.js) /EF << /F 5 0 R >> >>"
    names = b"/Names << /EmbeddedFiles << /Names [(run.js) %s] >> >>" % file
    return pdf_of(rng, names, b"", inside)


def and_html(rng, marker):
    return pdf_of(rng) + b"<script>alert('%s')</script>" % marker


def behind_html(rng, marker):
    return b"<html><script>%s</script>\n" % marker + pdf_of(rng)


def with_photo(rng, marker):
    """A photo that tells its place, packed into a PDF as it is."""
    photo = Image.frombytes("RGB", (40, 30), rng.randbytes(3600))
    stream = io.BytesIO()
    photo.save(stream, "JPEG", comment=marker)
    body = stream.getvalue()
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 40 /Height 30 /ColorSpace /DeviceRGB"
        b" /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream"
    ) % (len(body), body)
    return pdf_of(rng, b"", b"/Resources << /XObject << /I 5 0 R >> >>", image)


@cache
def packed_drawing() -> bytes:
    packer, block = zlib.compressobj(9), b" 1 0 0 rg" * 100_000
    return b"".join([packer.compress(block) for _block in range(330)] + [packer.flush()])


def bomb(rng, marker):
    """A drawing of 300 MB, packed into 300 KB."""
    packed = packed_drawing()
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Note (%s) >>" % marker,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE % b"",
        stream,
    ]
    return written(objects)


def huge_page(rng, marker):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Note (%s) >>" % marker,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9000000 9000000] >>",
    ]
    return written(objects)


def in_a_circle(rng, marker):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Note (%s) >>" % marker,
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
    ]
    return written(objects)


def many_pages(rng, marker):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Note (%s) >>" % marker,
        b"<< /Type /Pages /Kids [%s] /Count 3000 >>" % (b"3 0 R " * 3000),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 280] >>",
    ]
    return written(objects)


def cut_off(rng, marker):
    whole = with_script(rng, marker)
    return whole[: rng.randrange(10, 60)]


def spoilt(rng, marker):
    body = bytearray(with_file_inside(rng, marker))
    for _byte in range(rng.randrange(1, 40)):
        body[rng.randrange(8, len(body))] = rng.randrange(256)
    return bytes(body)


PDF_KINDS = {
    "pdf with script": ("taken", with_script),
    "pdf with launch": ("taken", with_launch),
    "pdf with link": ("taken", with_link),
    "pdf with file inside": ("taken", with_file_inside),
    "pdf and html": ("taken", and_html),
    "pdf behind html": ("refused", behind_html),
    "pdf with photo": ("taken", with_photo),
    "pdf bomb": ("either", bomb),
    "pdf with huge page": ("either", huge_page),
    "pdf in a circle": ("either", in_a_circle),
    "pdf with many pages": ("refused", many_pages),
    "cut pdf": ("refused", cut_off),
    "spoilt pdf": ("either", spoilt),
}
