"""Pictures and documents that pages show: copied from where uploads are stored."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from export.made import Made, Numbers, PublicFile, digest_of, file_key
from export.questions import Frame, Key
from pages.publishing import file_path

MEDIA: Key = ("unit", "media", "")


def take_media(
    url: str, name: str, made: Made, numbers: Numbers
) -> tuple[PublicFile, bytes] | None:
    """The file behind an address, noted as made; None, and a fault, when it is lost."""
    path = file_path(url)
    body = stored_body(name)
    if body is None:
        made.add_key(file_key(path), Frame(faults=[_("文件丢了：") + name]), numbers)
        return None
    file = PublicFile(path, digest_of(body))
    made.add_file(file, MEDIA, Frame(), numbers)
    return file, body


def stored_body(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            return file.read()
    except FileNotFoundError:
        return None
