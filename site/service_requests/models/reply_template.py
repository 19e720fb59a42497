import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Nothing about the person: a template is read by all staff and filled in for anybody.
PLACEHOLDERS = {  # data: what supervisors write, and the column it stands for
    "编号": "reference",  # data
    "服务": "service_title",  # data
    "服务站": "station_name",  # data
}
BRACES = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")


class ReplyTemplate(models.Model):
    """常用回复: what is said often, in good words, written once by a supervisor."""

    title = models.CharField(gettext_lazy("名称"), max_length=40, unique=True)
    text = models.TextField(
        gettext_lazy("内容"),
        max_length=1000,
        help_text=gettext_lazy("可以用 {编号} {服务} {服务站}，用的时候会换成这件诉求的。"),
    )

    class Meta:
        verbose_name = gettext_lazy("常用回复")
        verbose_name_plural = gettext_lazy("常用回复")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def clean(self):
        unknown = [name for name in BRACES.findall(self.text) if name.strip() not in PLACEHOLDERS]
        if unknown:
            known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            words = _("没有 {%(name)s} 这一项，只能用 %(known)s")
            raise ValidationError({"text": words % {"name": unknown[0], "known": known}})

    def filled(self, request) -> str:
        return BRACES.sub(lambda match: self.value_of(match[1].strip(), request), self.text)

    @staticmethod
    def value_of(name: str, request) -> str:
        return getattr(request, PLACEHOLDERS[name]) if name in PLACEHOLDERS else ""
