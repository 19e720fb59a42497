"""The blocks of a recap: what was, with photos, each with words for those who cannot see it."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks import HeadingBlock, TextBlock
from pages.gallery_block import GalleryBlock, PhotoBlock
from pages.publishing import Facts
from pages.reference_blocks import PictureBlock


class NeverDecoration(blocks.StructBlock):
    """A photo of people and places says something."""

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["image"].decorative:
            words = _("照片里有什么，要写给看不见的人：不要选“装饰”，写上替代文字。")
            wrong = blocks.StructBlockValidationError({"alt_text": ValidationError(words)})
            raise blocks.StructBlockValidationError({"image": wrong})
        return cleaned


class RecapPictureBlock(NeverDecoration, PictureBlock):
    class Meta:
        label = _("照片")
        description = _("一张照片，可写图注；画面里有什么一定要写")


class RecapPhotoBlock(NeverDecoration, PhotoBlock):
    class Meta:
        label = _("照片")


class RecapGalleryBlock(GalleryBlock):
    photos = blocks.ListBlock(RecapPhotoBlock(), label=_("照片"), min_num=2, max_num=24)


class RecapBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock()
    picture = RecapPictureBlock()
    gallery = RecapGalleryBlock()


def photos(raw: list[Facts]) -> Iterator[Facts]:
    """The images of a stored recap, in its order: {"image", "alt_text"}."""
    for block in raw:
        value = block["value"]
        items = value["photos"] if block["type"] == "gallery" else [value]
        if block["type"] in {"picture", "gallery"}:
            for item in items:
                yield (item.get("value") or item)["image"]
