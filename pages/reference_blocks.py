"""Blocks that show something kept elsewhere: a picture, a file, a table, another page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.block_previews import PreviewMixin


class PictureBlock(PreviewMixin, blocks.StructBlock):
    image = ImageBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=120)

    preview_of = "pages.SiteImage"

    def preview_raw(self, shown):
        return {"image": {"image": shown.pk, "alt_text": shown.description}, "caption": shown.title}

    class Meta:
        label = _("图片")
        icon = "image"
        description = _("一张图，可写图注；替代文字写给看不见图的人")


class TableBlock(PreviewMixin, TypedTableBlock):
    text = blocks.CharBlock(label=_("文字"), required=False)

    def get_preview_value(self):
        headings = [_("服务站"), _("时间")]
        return self.to_python(
            {
                "caption": _("开放时间"),
                "columns": [{"type": "text", "heading": heading} for heading in headings],
                "rows": [{"values": [_("前山"), "9:00–17:30"]}],
            }
        )

    class Meta:
        label = _("表格")
        icon = "table"
        description = _("时刻表式的表格，第一列是行名")


class CountTableBlock(PreviewMixin, blocks.StructBlock):
    table = SnippetChooserBlock("pages.CountTable", label=_("统计表"))

    preview_of = "pages.CountTable"

    def preview_raw(self, shown):
        return {"table": shown.pk}

    class Meta:
        label = _("统计表")
        icon = "table"
        description = _("带图的统计数字，台账公布的就在里面；表改了，这里跟着改")


class AttachmentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("文件"))
    title = blocks.CharBlock(label=_("显示名称"), required=False, max_length=80)

    class Meta:
        label = _("附件")


class AttachmentsBlock(PreviewMixin, blocks.StructBlock):
    attachments = blocks.ListBlock(AttachmentBlock(), label=_("附件"), min_num=1)

    preview_of = "wagtaildocs.Document"

    def preview_raw(self, shown):
        return {"attachments": [{"document": shown.pk, "title": ""}]}

    class Meta:
        label = _("附件")
        icon = "doc-full"
        description = _("可下载的文件，自动写明类型和大小")


class GuideFactsBlock(PreviewMixin, blocks.StructBlock):
    guide = blocks.PageChooserBlock(label=_("办事指南"), page_type="pages.GuidePage")
    title = blocks.CharBlock(label=_("小标题"), required=False, max_length=60)

    preview_of = "pages.GuidePage"

    def preview_raw(self, shown):
        return {"guide": shown.pk, "title": shown.title}

    class Meta:
        label = _("引用办事指南")
        icon = "openquote"
        description = _("引用指南的结论、时限和费用：指南改了，这里跟着改")


class EventCardBlock(PreviewMixin, blocks.StructBlock):
    event = blocks.PageChooserBlock(label=_("活动"), page_type="pages.EventPage")

    preview_of = "pages.EventPage"

    def preview_raw(self, shown):
        return {"event": shown.pk}

    class Meta:
        label = _("活动票")
        icon = "date"
        description = _("把一场活动的票放进文章里")


class ActionBlock(PreviewMixin, blocks.StructBlock):
    text = blocks.CharBlock(label=_("按钮上的字"), max_length=20)
    page = blocks.PageChooserBlock(label=_("去哪一页"))

    preview_of = "pages.ServicePage"

    def preview_raw(self, shown):
        return {"text": shown.title[:20], "page": shown.pk}

    class Meta:
        label = _("按钮")
        icon = "link"
        description = _("一页里最要紧的那一步")
