"""The pictures of a book, out of the media storage, without asking anybody over a network."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage

from pages.publishing import Facts

WIDEST = 720  # pixels: a phone's width at twice its resolution


def picture_name(url: str) -> str:
    """The stored name of a picture of ours. Raises ValueError for any other address."""
    path = unquote(urlsplit(url).path)
    if not url.startswith(f"{settings.PUBLIC_URL}{settings.MEDIA_URL}"):
        raise ValueError(url)
    return path.removeprefix(settings.MEDIA_URL)


def picture_body(url: str) -> bytes:
    with default_storage.open(picture_name(url)) as file:
        return file.read()


def pictures_of(book: Facts) -> Iterable[Facts]:
    """The facts of each picture that the book shows."""
    blocks = [*book["body"], *(block for each in book["chapters"] for block in each["body"])]
    shown = [photo["image"] for block in blocks for photo in photos_of(block)]
    return [image for image in (book["cover"], *shown) if image]


def photos_of(block: Facts) -> list[Facts]:
    """[{"image", "caption"}] of a block of pictures."""
    if block["type"] == "picture":
        return [block["value"]]
    return block["value"]["photos"] if block["type"] == "gallery" else []


def as_data(book: Facts) -> dict[str, str]:
    """A data: URI, sized for phones, by the address that the facts give. A picture whose file
    is lost is left out, as on the site."""
    found = {}
    for image in pictures_of(book):
        with suppress(OSError):
            found[image["src"]] = data_uri(for_phones(image))
    return found


def for_phones(image: Facts) -> str:
    """The widest size that is not too wide; the facts name them narrowest first."""
    sizes = [each.split(" ") for each in image["srcset"].split(", ") if each]
    fitting = [url for url, width in sizes if int(width.removesuffix("w")) <= WIDEST]
    return fitting[-1] if fitting else image["src"]


def data_uri(url: str) -> str:
    body = picture_body(urljoin(f"{settings.PUBLIC_URL}/", url))
    kind = mimetypes.guess_type(url)[0] or "image/webp"
    return f"data:{kind};base64,{base64.b64encode(body).decode()}"
