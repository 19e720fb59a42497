"""The blocks editors compose a page from. Each has a description and a preview.

How a block's stored value becomes plain facts is in `pages.block_facts`; how it looks is
one template of the same name in templates/blocks/.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.block_previews import PreviewMixin
from pages.gallery_block import GalleryBlock
from pages.reference_blocks import (
    ActionBlock,
    AttachmentsBlock,
    CountTableBlock,
    EventCardBlock,
    GuideFactsBlock,
    PictureBlock,
    TableBlock,
)

TEXT_FEATURES = ["h3", "bold", "ol", "ul", "link", "document-link"]
LINE_FEATURES = ["bold", "link"]


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


class BodyBlock(blocks.StreamBlock):
    """The body of articles, news, chapters and section pages."""

    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    notice = NoticeBlock()
    route = RouteBlock()
    checklist = ChecklistBlock()
    faq = FaqBlock()
    phones = PhonesBlock()
    figures = FiguresBlock()
    table = TableBlock()
    counts = CountTableBlock()
    attachments = AttachmentsBlock()
    guide_facts = GuideFactsBlock()
    event_card = EventCardBlock()
    action = ActionBlock()
