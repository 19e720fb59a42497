"""Several photos side by side. On a phone two in a row; each leads to itself in full."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from pages.block_previews import PreviewMixin


class PhotoBlock(blocks.StructBlock):
    image = ImageBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=60)

    class Meta:
        label = _("照片")
        icon = "image"


class GalleryBlock(PreviewMixin, blocks.StructBlock):
    photos = blocks.ListBlock(PhotoBlock(), label=_("照片"), min_num=2, max_num=24)

    preview_of = "pages.SiteImage"

    def preview_raw(self, shown):
        photo = {
            "image": {"image": shown.pk, "alt_text": shown.description},
            "caption": shown.title,
        }
        return {"photos": [photo, photo]}

    class Meta:
        label = _("一组照片")
        icon = "image"
        description = _("几张照片排在一起，每张可写图注；点开看整张")
