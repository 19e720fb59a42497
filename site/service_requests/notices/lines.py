"""How notices leave at present, as the report says it."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from service_requests.notices.recipients import working_staff
from service_requests.notices.robots import robots

GATEWAY_WORDS = {
    "file": gettext_lazy("写成文件，不发出去"),
    "aliyun": gettext_lazy("阿里云"),
    "off": gettext_lazy("不发"),
}


def lines() -> list[tuple[str, str]]:
    """(way, where it leads)"""
    names = "、".join(robot.name for robot in robots())
    return [
        (_("短信"), str(GATEWAY_WORDS.get(settings.SMS_GATEWAY, settings.SMS_GATEWAY))),
        (_("邮件"), mail_words()),
        (_("群机器人"), names or _("没有设")),
    ]


def mail_words() -> str:
    count = len(working_staff())
    if not count:
        return _("没有人收得到：办理员和主管的账号里都没写邮箱")
    if "filebased" in settings.EMAIL_BACKEND:
        return _("%d 个人有邮箱；写成文件，不发出去") % count
    return _("%d 个人有邮箱") % count
