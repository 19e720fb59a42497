"""To a group of staff, through the robot of WeCom, DingTalk or Feishu.

These three are spoken here, because their answer decides whether it arrived: they say 200 to what
they refuse, and `apprise` takes that for sent. All other services go through it; it is optional.
"""

import hashlib
import json
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from service_requests.models import Delivery
from service_requests.notices import other_robots
from service_requests.notices.faults import LineDown, NotNeeded
from service_requests.notices.mail import request_letter

SECONDS = 10
WECOM, DINGTALK, FEISHU = gettext_lazy("企业微信"), gettext_lazy("钉钉"), gettext_lazy("飞书")
KINDS = {
    "qyapi.weixin.qq.com": WECOM,
    "oapi.dingtalk.com": DINGTALK,
    "open.feishu.cn": FEISHU,
    "open.larksuite.com": FEISHU,
}


@dataclass(frozen=True)
class Robot:
    address: str

    @property
    def mark(self) -> str:
        """Tells robots apart without their address, which is as good as a password."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:12]

    @property
    def kind(self):
        return KINDS.get(urlsplit(self.address).hostname or "")

    @property
    def name(self) -> str:
        return str(self.kind or urlsplit(self.address).scheme)


def robots() -> list[Robot]:
    return [Robot(address) for address in settings.STAFF_WEBHOOKS]


def send(delivery: Delivery):
    robot = next((each for each in robots() if each.mark == delivery.place), None)
    if robot is None:
        raise NotNeeded(_("这个群机器人已经撤了"))
    letter = request_letter(delivery)
    text = f"{letter.subject}\n{letter.body}"
    if robot.kind:
        hand_over(robot, text)
    else:
        other_robots.hand_over(robot.address, text)


def hand_over(robot: Robot, text: str):
    if robot.kind == FEISHU:
        content: dict = {"msg_type": "text", "content": {"text": text}}
    else:
        content = {"msgtype": "text", "text": {"content": text}}
    code = answer_of(robot, json.dumps(content).encode())
    if code:
        raise LineDown(
            _("%(robot)s的群机器人不收（%(code)s）") % {"robot": robot.name, "code": code}
        )


def answer_of(robot: Robot, body: bytes) -> int:
    """Its code: 0 when it took the message. Raises LineDown when it doesn't say."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    request = Request(robot.address, data=body, headers=headers)  # noqa: S310 - the operator's
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            said = json.load(answer)
        return int(said["code" if robot.kind == FEISHU else "errcode"])
    except HTTPError as error:
        raise LineDown(
            _("%(robot)s的群机器人不收（%(code)s）") % {"robot": robot.name, "code": error.code}
        ) from None
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        problem = _("%(robot)s的群机器人连不上（%(fault)s）")
        told = {"robot": robot.name, "fault": type(error).__name__}
        raise LineDown(problem % told, uncertain=True) from None
