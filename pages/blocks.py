"""The blocks editors compose a page from. Each has a description and a preview.

How a block's stored value becomes plain facts is in `pages.block_facts`; how it looks is
one template of the same name in templates/blocks/.
"""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h3", "bold", "ol", "ul", "link", "document-link"]
LINE_FEATURES = ["bold", "link"]


class PreviewMixin:
    """Shows a block in the editor's chooser through the template that readers get."""

    # What a block shows that has no words of its own: something of this site, as stored.
    preview_of = ""  # "pages.EventPage"
    to_python: Any
    get_default: Any

    def preview_raw(self, shown):
        """The stored value that shows `shown`, the newest of `preview_of`."""
        raise NotImplementedError

    def get_preview_value(self):
        if not self.preview_of:
            return super().get_preview_value()  # type: ignore[misc]
        shown = apps.get_model(self.preview_of).objects.order_by("-pk").first()
        return self.to_python(self.preview_raw(shown)) if shown else self.get_default()

    def get_preview_template(self, value, context):
        return "blocks/preview.html"

    def get_preview_context(self, value, parent_context=None):
        from django.conf import settings
        from django.utils.module_loading import import_string

        return import_string(settings.BLOCK_PREVIEW)(self, value)


class HeadingBlock(PreviewMixin, blocks.CharBlock):
    class Meta:
        label = _("小标题")
        icon = "title"
        description = _("把长文分成几节，会进入本页目录")
        preview_value = "老板拖着不发，先别吵"
        form_classname = "title"


class TextBlock(PreviewMixin, blocks.RichTextBlock):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(*args, **kwargs)

    class Meta:
        label = _("正文")
        icon = "pilcrow"
        description = _("段落、列表和链接")
        preview_value = "<p>先安安静静做三件事：<b>拍考勤、存聊天、记联系方式</b>。</p>"


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


class NoticeBlock(PreviewMixin, blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("语气"),
        choices=[
            ("plain", _("说明")),
            ("remind", _("提醒")),
            ("warn", _("当心")),
            ("done", _("办成了")),
        ],
        default="plain",
    )
    title = blocks.CharBlock(label=_("标题"), required=False, max_length=60)
    text = blocks.RichTextBlock(label=_("内容"), features=LINE_FEATURES)

    class Meta:
        label = _("提示框")
        icon = "warning"
        description = _("提醒、当心、说明，一页不要超过两三个")
        preview_value = {
            "tone": "warn",
            "title": "当心“包办居住证”",
            "text": "<p>条件到了，自己就能办。</p>",
        }


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("这一步做什么"), max_length=60)
    text = blocks.RichTextBlock(label=_("怎么做"), features=LINE_FEATURES, required=False)
    notes = blocks.ListBlock(
        blocks.CharBlock(max_length=40), label=_("附注（时限、费用、次数）"), default=[]
    )
    transfer = blocks.BooleanBlock(label=_("换乘：要先去别处办"), required=False)

    class Meta:
        label = _("步骤")
        icon = "list-ol"


class RouteBlock(PreviewMixin, blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(), label=_("步骤"), min_num=1)
    end = blocks.CharBlock(label=_("办好之后"), required=False, max_length=120)

    class Meta:
        label = _("步骤线路")
        icon = "list-ol"
        description = _("把步骤画成一条线上的站，最后一站是“办好”")
        preview_value = {
            "steps": [{"title": "打 12333", "text": "<p>说清单位、地址、欠几个月。</p>"}],
            "end": "钱到手，收条都留着。",
        }


class ChecklistItemBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("要准备的"), max_length=60)
    detail = blocks.CharBlock(label=_("说明"), required=False, max_length=200)

    class Meta:
        label = _("一样")


class ChecklistBlock(PreviewMixin, blocks.StructBlock):
    items = blocks.ListBlock(ChecklistItemBlock(), label=_("清单"), min_num=1)

    class Meta:
        label = _("勾选清单")
        icon = "tasks"
        description = _("读者可以一条条打勾，也能打印")
        preview_value = {"items": [{"name": "本人身份证", "detail": "原件，没过期"}]}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("问"), max_length=120)
    answer = blocks.RichTextBlock(label=_("答"), features=TEXT_FEATURES)

    class Meta:
        label = _("问答")
        icon = "help"


class FaqBlock(PreviewMixin, blocks.StructBlock):
    questions = blocks.ListBlock(QuestionBlock(), label=_("问答"), min_num=1)

    class Meta:
        label = _("常见问题")
        icon = "help"
        description = _("一问一折，点开看答案")
        preview_value = {
            "questions": [{"question": "要钱吗？", "answer": "<p>首次申领不收费。</p>"}]
        }


class PhoneBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("号码"), max_length=30)
    name = blocks.CharBlock(label=_("名称"), max_length=40)
    note = blocks.CharBlock(label=_("什么时候打"), required=False, max_length=120)

    class Meta:
        label = _("电话")


class PhonesBlock(PreviewMixin, blocks.StructBlock):
    phones = blocks.ListBlock(PhoneBlock(), label=_("电话"), min_num=1)

    class Meta:
        label = _("电话表")
        icon = "mobile-alt"
        description = _("一组点了就能拨的电话")
        preview_value = {"phones": [{"number": "12333", "name": "劳动保障", "note": "被欠薪"}]}


class FigureBlock(blocks.StructBlock):
    figure = blocks.CharBlock(label=_("数字"), max_length=20)
    label = blocks.CharBlock(label=_("是什么"), max_length=40)
    definition = blocks.CharBlock(label=_("怎么算的"), required=False, max_length=200)
    as_of = blocks.CharBlock(label=_("截至"), max_length=40)

    class Meta:
        label = _("数字")


class FiguresBlock(PreviewMixin, blocks.StructBlock):
    figures = blocks.ListBlock(FigureBlock(), label=_("数字"), min_num=1)

    class Meta:
        label = _("数字榜")
        icon = "order"
        description = _("带日期和口径的数字，像账本一样排开")
        preview_value = {
            "figures": [
                {
                    "figure": "55,450",
                    "label": "服务人次",
                    "definition": "六种服务方式合计",
                    "as_of": "2016 年初",
                }
            ]
        }


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


class BodyBlock(blocks.StreamBlock):
    """The body of articles, news, chapters and section pages."""

    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    notice = NoticeBlock()
    route = RouteBlock()
    checklist = ChecklistBlock()
    faq = FaqBlock()
    phones = PhonesBlock()
    figures = FiguresBlock()
    table = TableBlock()
    attachments = AttachmentsBlock()
    guide_facts = GuideFactsBlock()
    event_card = EventCardBlock()
    action = ActionBlock()
