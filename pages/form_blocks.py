"""The fields an editor composes a form from. A field's key is its block id, so renaming a
label never mixes up what was sent before."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.form_conditions import problem_of


class ShownForBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        label=_("上面哪个问题"),
        required=False,
        max_length=60,
        help_text=_("照抄那个问题的字；它要是“选一个”或“选几个”。空着就人人都问"),
    )
    answers = blocks.ListBlock(
        blocks.CharBlock(max_length=60), label=_("选了哪些才问"), default=[], required=False
    )

    class Meta:
        label = _("只问一部分人")
        collapsed = True


class FormFieldBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("问什么"), max_length=60)
    help_text = blocks.CharBlock(label=_("提示"), required=False, max_length=120)
    required = blocks.BooleanBlock(label=_("必填"), required=False, default=True)
    shown_for = ShownForBlock()


class TextFieldBlock(FormFieldBlock):
    class Meta:
        label = _("一行文字")
        icon = "pilcrow"


class LongTextFieldBlock(FormFieldBlock):
    class Meta:
        label = _("几句话")
        icon = "doc-full"


class ChoiceFieldBlock(FormFieldBlock):
    options = blocks.ListBlock(blocks.CharBlock(max_length=60), label=_("选项"), min_num=2)

    class Meta:
        label = _("选一个")
        icon = "radio-full"


class ChoicesFieldBlock(ChoiceFieldBlock):
    class Meta:
        label = _("选几个")
        icon = "tick-inverse"


class DateFieldBlock(FormFieldBlock):
    class Meta:
        label = _("日期")
        icon = "date"


class PhoneFieldBlock(FormFieldBlock):
    class Meta:
        label = _("另一个手机号")
        icon = "mobile-alt"


class IdNumberFieldBlock(FormFieldBlock):
    class Meta:
        label = _("身份证号（会另外征求同意）")
        icon = "lock"


class FilesFieldBlock(FormFieldBlock):
    most = blocks.IntegerBlock(label=_("最多几份"), default=3, min_value=1, max_value=10)
    with_pdf = blocks.BooleanBlock(
        label=_("也收 PDF"), required=False, help_text=_("不勾就只收照片。手机上拍照最方便")
    )
    identity = blocks.BooleanBlock(
        label=_("这是身份证、居住证一类的证件"),
        required=False,
        help_text=_("会另外征求同意；办结后照片先删掉，隔多久看保存期限"),
    )

    class Meta:
        label = _("材料（照片）")
        icon = "image"


class SignUpQuestionsBlock(blocks.StreamBlock):
    """For events: no papers and no ID numbers, which nobody needs for coming along."""

    text = TextFieldBlock()
    long_text = LongTextFieldBlock()
    choice = ChoiceFieldBlock()
    choices = ChoicesFieldBlock()
    date = DateFieldBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        errors = {}
        earlier: list[dict] = []
        for place, child in enumerate(cleaned):
            if problem := problem_of(child.value["shown_for"], earlier):
                errors[place] = in_shown_for(*problem)
            earlier.append(as_question(child))
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class FormFieldsBlock(SignUpQuestionsBlock):
    """For services."""

    phone = PhoneFieldBlock()
    id_number = IdNumberFieldBlock()
    files = FilesFieldBlock()


def as_question(child) -> dict:
    """As much of a field as a condition asks for."""
    options = child.value.get("options") or []
    return {
        "type": child.block_type,
        "label": child.value["label"],
        "options": [{"value": option} for option in options],
    }


def in_shown_for(name: str, problem: Exception) -> StructBlockValidationError:
    """An error beside one input of the condition."""
    inner = StructBlockValidationError(block_errors={name: problem})
    return StructBlockValidationError(block_errors={"shown_for": inner})
