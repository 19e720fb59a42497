"""The rows a guide is filled in with; field names follow the national 办事指南 form."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks import LINE_FEATURES, QuestionBlock, StepBlock

__all__ = [
    "AnswerFactBlock",
    "ChangeBlock",
    "ConditionBlock",
    "FeeBlock",
    "GuideStationBlock",
    "LegalBasisBlock",
    "MaterialBlock",
    "PlaceLineBlock",
    "QuestionBlock",
    "ScenarioBlock",
    "StepBlock",
]


class AnswerFactBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("答"), max_length=12, help_text=_("比如：15 日内"))
    label = blocks.CharBlock(label=_("问的是"), max_length=12, help_text=_("比如：发证时限"))

    class Meta:
        label = _("要点")


class ConditionBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("条件"), max_length=30)
    note = blocks.CharBlock(label=_("说明"), required=False, max_length=120)

    class Meta:
        label = _("条件")


class ScenarioBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("情形"), max_length=40)
    note = blocks.RichTextBlock(label=_("有什么不同"), features=LINE_FEATURES, required=False)

    class Meta:
        label = _("情形")


class MaterialBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("材料名称"), max_length=60)
    form = blocks.ChoiceBlock(
        label=_("原件或复印件"),
        choices=[
            ("original", _("原件")),
            ("copy", _("复印件")),
            ("both", _("原件和复印件")),
            ("either", _("原件或复印件")),
        ],
        default="original",
    )
    quantity = blocks.IntegerBlock(label=_("份数"), default=1, min_value=1)
    issuer = blocks.CharBlock(label=_("谁出具"), required=False, max_length=60)
    note = blocks.CharBlock(label=_("说明"), required=False, max_length=200)
    options = blocks.ListBlock(
        blocks.CharBlock(max_length=120), label=_("几样里有一样就行"), default=[]
    )
    electronic = blocks.BooleanBlock(label=_("有电子证照可以免交"), required=False)
    scenarios = blocks.ListBlock(
        blocks.CharBlock(max_length=40),
        label=_("只有这些情形才要"),
        default=[],
        help_text=_("照抄上面“情形”的名字；都要带的，一条也不加"),
    )

    class Meta:
        label = _("材料")


class FeeBlock(blocks.StructBlock):
    item = blocks.CharBlock(label=_("项目"), max_length=40)
    amount = blocks.CharBlock(label=_("金额"), max_length=40)
    basis = blocks.CharBlock(label=_("依据"), required=False, max_length=120)

    class Meta:
        label = _("收费")


class GuideStationBlock(blocks.PageChooserBlock):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("page_type", "pages.StationPage")
        super().__init__(*args, **kwargs)

    class Meta:
        label = _("服务站")


class LegalBasisBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("名称"), max_length=80)
    number = blocks.CharBlock(label=_("文号或条款"), required=False, max_length=80)
    in_force = blocks.DateBlock(label=_("施行日期"), required=False)
    url = blocks.URLBlock(label=_("链接"), required=False)

    class Meta:
        label = _("法律依据")


class ChangeBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("哪天改的"))
    text = blocks.CharBlock(
        label=_("改了什么"), max_length=120, help_text=_("比如：工本费从 20 元改成不收")
    )

    class Meta:
        label = _("改动")


class PlaceLineBlock(blocks.CharBlock):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    class Meta:
        label = _("一条")
