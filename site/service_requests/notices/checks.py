"""What is set for notices and can't work is told at the start, by the name of its variable."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error
from django.utils.translation import gettext as _

from service_requests.notices import other_robots
from service_requests.notices.robots import robots
from service_requests.notices.sms import GATEWAYS, OFF

# apprise has names for these, and takes what they refuse for sent.
OUR_OWN = {"wecombot", "dingtalk", "feishu", "lark"}
ALIYUN = ["ALIYUN_SMS_KEY_ID", "ALIYUN_SMS_KEY_SECRET", "ALIYUN_SMS_SIGN", "ALIYUN_SMS_TEMPLATE"]


def check_notices(app_configs, **kwargs) -> list[Error]:
    return [*check_gateway(), *check_robots()]


def check_gateway() -> list[Error]:
    chosen = settings.SMS_GATEWAY
    if chosen not in {*GATEWAYS, OFF}:
        known = "、".join([*GATEWAYS, OFF])
        return [Error(_("XINYU_SMS_GATEWAY 只能是 %s。") % known, id="notices.E001")]
    if chosen != "aliyun":
        return []
    return [
        Error(_("用阿里云发短信，还要设 XINYU_%s。") % name, id="notices.E002")
        for name in ALIYUN
        if not getattr(settings, name)
    ]


def check_robots() -> list[Error]:
    if any(urlsplit(robot.address).scheme in OUR_OWN for robot in robots()):
        words = _("企业微信、钉钉、飞书的机器人，XINYU_STAFF_WEBHOOKS 里照写它的 https 网址。")
        return [Error(words, id="notices.E005")]
    others = [robot for robot in robots() if not robot.kind]
    if others and not other_robots.is_installed():
        words = _(
            "XINYU_STAFF_WEBHOOKS 里有企业微信、钉钉、飞书以外的地址，要装 apprise："
            "sh requirements/install.sh python3 .venv requirements/webhooks.txt"
        )
        return [Error(words, id="notices.E003")]
    return [
        Error(_("XINYU_STAFF_WEBHOOKS 里有一个看不懂的地址：%s") % robot.name, id="notices.E004")
        for robot in others
        if not other_robots.is_understood(robot.address)
    ]
