"""Pictures with a credit line. A model of our own from the start, as Wagtail advises."""

import io

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image as Picture
from PIL import ImageCms, ImageOps
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    WagtailImageFieldFile,
)
from wagtail.utils.file import hash_filelike

QUALITY = {"JPEG": {"quality": 92, "subsampling": 0}, "WEBP": {"quality": 92}, "PNG": {}}


class StrippedImageFile(WagtailImageFieldFile):
    """Stores the pixels of a picture and nothing else.

    A phone writes into a photo where and when it was taken, and originals are public.
    """

    def save(self, name, content, save=True):
        content = without_metadata(content, name)
        self.instance.file_size = content.size
        self.instance.file_hash = hash_filelike(content)
        super().save(name, content, save)


class SiteImage(AbstractImage):
    credit = models.CharField(_("作者或来源"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")


# Every way in ends here: forms, several pictures at once, choosers, code. Set on the inherited
# field, as a field of our own would come after its width and height, which are read from it.
SiteImage._meta.get_field("file").attr_class = StrippedImageFile  # type: ignore[union-attr]


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_site_rendition"
            )
        ]


def without_metadata(content: File, name: str) -> ContentFile:
    """The same picture in the same format, upright and in sRGB, with nothing told about it.

    Of a moving picture the first frame stays, as in the sizes that the site shows.
    """
    content.seek(0)
    stream = io.BytesIO()
    with Picture.open(content) as source:
        # Phones pack a photo and its preview into one file: MPO, JPEG to everyone else.
        form = "JPEG" if source.format == "MPO" else source.format or "PNG"
        picture = in_srgb(ImageOps.exif_transpose(source))
        # Savers write down what they find here; how a palette is transparent must stay.
        picture.info = {k: v for k, v in picture.info.items() if k == "transparency"}
        if form == "JPEG" and picture.mode not in {"L", "RGB"}:
            picture = picture.convert("RGB")
        picture.save(stream, form, **QUALITY.get(form, {}))
    return ContentFile(stream.getvalue(), name)


def in_srgb(picture: Picture.Image) -> Picture.Image:
    """Colours as every browser takes them without a profile; one that is broken is let go."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    mode = picture.mode if picture.mode == "RGBA" else "RGB"
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        wanted = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, given, wanted, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture
