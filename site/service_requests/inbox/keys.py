"""The keys of the inbox, as their dialog lists them and keys.js follows them."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

Keys = list[tuple[str, str | Promise]]
DIALOG = "request-keys"
ON_THE_LIST: Keys = [
    ("j", gettext_lazy("下一件")),
    ("k", gettext_lazy("上一件")),
    ("o", gettext_lazy("打开（回车也行）")),
    ("x", gettext_lazy("勾上，或者去掉勾")),
    ("/", gettext_lazy("去搜索框")),
    ("?", gettext_lazy("看这张表")),
]
ON_A_REQUEST: Keys = [
    ("u", gettext_lazy("回到列表")),
    ("t", gettext_lazy("去“接手”，按回车才算")),
    ("s", gettext_lazy("去“下一步”")),
    ("r", gettext_lazy("写回复")),
    ("n", gettext_lazy("写备注")),
    ("?", gettext_lazy("看这张表")),
]


def keys_button() -> HeaderButton:
    attrs = {"data-a11y-dialog-show": DIALOG, "data-key": "?"}
    return HeaderButton(
        _("键盘"),
        icon_name="keyboard",
        classname="requests-keys",
        attrs=attrs,
        priority=9000,
    )
