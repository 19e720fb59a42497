"""Photos and PDFs as people send them, a service that asks for them, and what is kept of them."""

import io
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from service_requests.encryption import unseal_bytes
from service_requests.models import Attachment
from service_requests.papers import store
from service_requests.papers.upload import SentFile
from tests.factories_requests import make_request, make_service, typed

PHOTOS, CARD = "f-photos00", "f-idcard00"
SECRET = b"Xiao Mai, 22.27N 113.57E"
ORIENTATION, GPS = 0x0112, 0x8825


def files_block(key: str, label: str, **more) -> dict:
    value = {"label": label, "help_text": "", "required": False, "most": 3} | more
    return {"type": "files", "value": value, "id": key.removeprefix("f-")}


def paper_service(slug="papers-help", more=(), **asked):
    """Asks for photos, and what `more` blocks ask."""
    story = {"label": "是什么事", "help_text": "", "required": True}
    fields = [{"type": "long_text", "value": story, "id": "story000"}]
    photos = files_block(PHOTOS, "现场的照片", **asked)
    return make_service(slug, form_fields=[*fields, photos, *more])


def picture(size=(60, 40), form="JPEG", mode="RGB", colour="red", **options) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, colour).save(stream, form, **options)
    return stream.getvalue()


def phone_photo(colour="red") -> bytes:
    """Lying on its side, 80 by 40, with `colour` at the left; it tells where it was taken."""
    photo = Image.new("RGB", (80, 40), "white")
    photo.paste(colour, (0, 0, 20, 40))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (22.0, 16.0, 12.0), 3: "E", 4: (113.0, 34.0, 12.0)})
    exif[0x010E] = SECRET.decode()
    stream = io.BytesIO()
    photo.save(stream, "JPEG", exif=exif, comment=SECRET, xmp=b"<x>" + SECRET + b"</x>")
    return stream.getvalue()


def pdf(pages=2, **options) -> bytes:
    stream = io.BytesIO()
    first, *rest = [Image.new("RGB", (200, 280), "white") for _page in range(pages)]
    first.save(stream, "PDF", save_all=True, append_images=rest, **options)
    return stream.getvalue()


def upload(content: bytes | None = None, name="现场.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, phone_photo() if content is None else content)


def check_with(client, service, files=(), field=PHOTOS, **changes):
    """What a browser posts: the form's fields and the files, as multipart."""
    data = typed(**changes) | {field: list(files)}
    return client.post(f"/apply/{service.slug}/check/", data)


def stored_files() -> list[Path]:
    return [path for path in Path(settings.PAPERS_DIR).rglob("*") if path.is_file()]


def opened(paper: Attachment) -> Image.Image:
    return Image.open(io.BytesIO(store.get(paper.stored_as)))


def everything_stored() -> bytes:
    """All files of the store, unsealed."""
    return b"".join(unseal_bytes(path.read_bytes()) for path in stored_files())


def make_paper(request=None, content=b"content", **more) -> Attachment:
    """One that is kept, whatever its content."""
    given = {"label": "合同", "name": "合同.jpg", "media_type": "image/jpeg", "size": len(content)}
    return Attachment.objects.create(
        request=request or make_request(), stored_as=store.put(content), **given | more
    )


def sent(content: bytes | None = None, name="现场.jpg") -> SentFile:
    """As the upload handlers take it in."""
    content = phone_photo() if content is None else content
    return SentFile(name, content, len(content), "")
