"""Says when pictures cannot be drawn on this machine. The site does without them."""

from django.core.checks import Info, register
from django.utils.translation import gettext as _

from pages.drawings import fonts


@register
def font_is_there(app_configs, **kwargs):
    if fonts.available():
        return []
    return [
        Info(
            _("没有中文字体，转发的图和材料清单的图不画，网页照常。"),
            hint=_("安装 Debian 的 fonts-noto-cjk，或者用 XINYU_FONTS_DIR 指明字体在哪个文件夹。"),
            id="pages.I001",
        )
    ]
