"""The fields an editor composes a form from. A field's key is its block id, so renaming a
label never mixes up what was sent before."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FormFieldBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("问什么"), max_length=60)
    help_text = blocks.CharBlock(label=_("提示"), required=False, max_length=120)
    required = blocks.BooleanBlock(label=_("必填"), required=False, default=True)


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


class FormFieldsBlock(blocks.StreamBlock):
    text = TextFieldBlock()
    long_text = LongTextFieldBlock()
    choice = ChoiceFieldBlock()
    choices = ChoicesFieldBlock()
    date = DateFieldBlock()
    phone = PhoneFieldBlock()
    id_number = IdNumberFieldBlock()
