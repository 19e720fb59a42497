"""The field that asks for papers: photos, and PDFs where the editor allows them."""

from django.conf import settings
from django.utils.translation import gettext as _

from pages.publishing import Facts

# Named one by one: a phone then offers its camera, and an iPhone sends JPEG and not HEIC.
PHOTOS = "image/jpeg,image/png,image/webp"
PDF = ",application/pdf"
MEGABYTE = 1024 * 1024


def files_facts(value: Facts) -> Facts:
    """What a field of type "files" has besides: most (files), with_pdf, identity, accept, limits
    (in words), full (nothing can be taken in just now)."""
    with_pdf = bool(value["with_pdf"])
    return {
        "most": value["most"],
        "with_pdf": with_pdf,
        "identity": bool(value["identity"]),
        "accept": PHOTOS + (PDF if with_pdf else ""),
        "limits": limits(value["most"], with_pdf),
        "full": False,
    }


def limits(most: int, with_pdf: bool) -> str:
    kinds = _("照片或 PDF") if with_pdf else _("照片")
    return _("%(kinds)s，最多 %(most)d 份，每份最大 %(largest)d MB") % {
        "kinds": kinds,
        "most": most,
        "largest": settings.LARGEST_PAPER // MEGABYTE,
    }


def tells_identity(field: Facts) -> bool:
    """Whether an answer needs the separate consent: an ID number, or a photo of a card with it."""
    return field["type"] == "id_number" or bool(field.get("identity"))
