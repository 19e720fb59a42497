"""The rows that a rule set is written in. What they become is in `rules.py`."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.points.numbers import LARGEST

MOST = Decimal(LARGEST) / 100
MOST_POINTS = Decimal(
    "999.99"
)  # of an option or a portion: so no sum outgrows JavaScript's numbers
LEAST = Decimal("0.01")
MOST_PARTS = 60


def number_block(**options) -> blocks.DecimalBlock:
    """At most two decimals, never negative."""
    limits = {"min_value": Decimal(0), "max_value": MOST, "decimal_places": 2}
    return blocks.DecimalBlock(**limits | options)


class ItemBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("项目"), max_length=60, help_text=_("读者看到的名字，不能和别的项目重名")
    )
    help = blocks.CharBlock(label=_("怎么算、算到哪一天"), required=False, max_length=200)
    proof = blocks.CharBlock(
        label=_("拿什么证明"), required=False, max_length=120, help_text=_("比如：毕业证原件")
    )


class GateBlock(ItemBlock):
    class Meta:
        label = _("前提（必须满足）")
        icon = "lock"
        label_format = _("前提：{label}")


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("选项"), max_length=60)
    points = number_block(label=_("得几分"), max_value=MOST_POINTS)

    class Meta:
        label = _("选项")


class ChoiceItemBlock(ItemBlock):
    options = blocks.ListBlock(OptionBlock(), label=_("几选一"), min_num=1, max_num=20)
    none = blocks.BooleanBlock(label=_("加一个“一样都没有”（0 分）"), required=False, default=True)

    class Meta:
        label = _("选一样")
        icon = "radio-full"
        label_format = _("选一样：{label}")


class NumberItemBlock(ItemBlock):
    unit = blocks.CharBlock(label=_("单位"), max_length=8, help_text=_("比如：年、个月、次"))
    points = number_block(label=_("每份几分"), max_value=MOST_POINTS)
    per = number_block(label=_("多少算一份"), min_value=LEAST, default=Decimal(1))
    rounding = blocks.ChoiceBlock(
        label=_("零头怎么算"),
        choices=[
            ("full", _("不满一份的不算")),
            ("started", _("不满一份的也算一份")),
            ("nearest", _("按份数四舍五入")),
            ("exact", _("按比例算，分数留两位小数")),
        ],
        default="full",
    )
    minimum = number_block(label=_("不到多少不算分"), required=False)
    maximum = number_block(label=_("最多按多少算"), required=False)

    class Meta:
        label = _("数量乘分值")
        icon = "plus-inverse"
        label_format = _("数量：{label}")


class DeductionBlock(ItemBlock):
    unit = blocks.CharBlock(
        label=_("单位"),
        required=False,
        max_length=8,
        help_text=_("按次数扣的写“次”；空着就只问有没有，有就扣一回"),
    )
    points = number_block(label=_("扣几分（写正数）"), max_value=MOST_POINTS)
    maximum = number_block(label=_("最多按多少扣"), required=False)

    class Meta:
        label = _("扣分")
        icon = "minus"
        label_format = _("扣分：{label}")


class GroupItemsBlock(blocks.StreamBlock):
    choice = ChoiceItemBlock()
    number = NumberItemBlock()

    class Meta:
        max_num = MOST_PARTS


class GroupBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("这一组叫什么"), max_length=60)
    most = number_block(label=_("合计最多几分"))
    parts = GroupItemsBlock(label=_("组里的项目"), min_num=1)

    class Meta:
        label = _("一组项目，合计封顶")
        icon = "folder-open-inverse"
        label_format = _("封顶：{label}")


class RulesBlock(blocks.StreamBlock):
    gate = GateBlock()
    choice = ChoiceItemBlock()
    number = NumberItemBlock()
    deduction = DeductionBlock()
    group = GroupBlock()

    class Meta:
        max_num = MOST_PARTS


class CaseAnswerBlock(blocks.StructBlock):
    item = blocks.CharBlock(label=_("项目"), max_length=60, help_text=_("照抄上面项目的名字"))
    answer = blocks.CharBlock(
        label=_("答"),
        max_length=60,
        help_text=_("前提和只问有没有的扣分写“有”或“没有”；选一样的照抄选项；数量写数字"),
    )

    class Meta:
        label = _("一项")


class CaseBlock(blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("这是什么人"), max_length=60, help_text=_("比如：大专，社保五年")
    )
    answers = blocks.ListBlock(
        CaseAnswerBlock(),
        label=_("他怎么答"),
        default=[],
        help_text=_("没写的项目：前提算满足，别的算没有"),
    )
    passes = blocks.ChoiceBlock(
        label=_("前提"),
        choices=[("yes", _("都满足")), ("no", _("有不满足的"))],
        default="yes",
    )
    points = blocks.DecimalBlock(
        label=_("照文件应该得几分"), min_value=-MOST, max_value=MOST, decimal_places=2
    )

    class Meta:
        label = _("核对用的例子")
        icon = "tasks"
        label_format = _("例子：{name}")
