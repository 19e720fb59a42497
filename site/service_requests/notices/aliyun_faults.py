"""What Alibaba Cloud's codes mean for us. What isn't listed is taken for the line's fault: it is
tried again, and staff see the code.
https://help.aliyun.com/zh/sms/developer-reference/api-error-codes
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from service_requests.notices.faults import Later, LineDown, Never, NotSent

OF_THIS_ONE: dict[str, tuple[type[NotSent], str | Promise]] = {
    "isv.MOBILE_NUMBER_ILLEGAL": (Never, gettext_lazy("短信网关说手机号不对")),
    "isv.BLACK_KEY_CONTROL_LIMIT": (Never, gettext_lazy("短信网关说内容里有不让发的字")),
    "isv.BUSINESS_LIMIT_CONTROL": (Later, gettext_lazy("给这个号码发得太多，运营商叫停")),
}
OF_THE_LINE: dict[str, str | Promise] = {
    "isv.AMOUNT_NOT_ENOUGH": gettext_lazy("短信账户没钱了"),
    "isv.OUT_OF_SERVICE": gettext_lazy("短信服务停了，多半是欠费"),
    "isv.DAY_LIMIT_CONTROL": gettext_lazy("今天的短信发满了"),
    "isv.SMS_SIGNATURE_ILLEGAL": gettext_lazy("短信签名不对，或者没审过"),
    "isv.SMS_TEMPLATE_ILLEGAL": gettext_lazy("短信模板不对，或者没审过"),
    "InvalidAccessKeyId.NotFound": gettext_lazy("短信的 AccessKey 不对"),
    "isv.RAM_PERMISSION_DENY": gettext_lazy("短信的 AccessKey 没有发送或查询的权限"),
    "SignatureDoesNotMatch": gettext_lazy("短信的 AccessKey 密钥不对"),
}
NOT_OF_A_CODE = re.compile(r"[^A-Za-z._-]")  # no digits: nothing that could be a number


def fault_of_code(code: str) -> NotSent:
    shown = NOT_OF_A_CODE.sub("", code)[:60]
    if code in OF_THIS_ONE:
        kind, words = OF_THIS_ONE[code]
        return kind(f"{words}（{shown}）")
    words = OF_THE_LINE.get(code, _("短信网关不让发"))
    return LineDown(f"{words}（{shown}）")
