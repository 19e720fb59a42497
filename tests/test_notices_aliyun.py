"""SMS through Alibaba Cloud, against a server of ours that checks the signature by itself."""

import hashlib
import hmac
import json
import re
from base64 import b16encode

import pytest

from service_requests.notices import aliyun
from service_requests.notices.claims import LEASE
from service_requests.notices.sending import send_due
from service_requests.submission import notify
from tests.fake_services import Call, service
from tests.notices import (
    MINUTE,
    noon_clock,  # noqa: F401 - a fixture
    only,
    tell_person,
)

SECRET = "geheimer-schluessel"
OK = {"Code": "OK", "BizId": "900619746936498440^0"}
NONE_SENT: dict = {"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": []}}


class Aliyun:
    """Signature V3 as the documentation tells it, computed apart from the client."""

    def __init__(self):
        self.refusal = None
        self.sent = []
        self.forgets = False  # takes the message, and the answer is lost
        self.nonces = set()

    def __call__(self, call: Call):
        if not self.is_signed(call) or call.headers["x-acs-signature-nonce"] in self.nonces:
            return 400, {"Code": "SignatureDoesNotMatch", "Message": "13800138000"}
        self.nonces.add(call.headers["x-acs-signature-nonce"])
        assert call.headers["x-acs-version"] == "2017-05-25"
        action = call.headers["x-acs-action"]
        return getattr(self, action)(call.query)

    def is_signed(self, call: Call) -> bool:
        given = re.fullmatch(
            "ACS3-HMAC-SHA256 Credential=AKID,SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})",
            call.headers["authorization"],
        )
        signed = given[1].split(";")
        assert {"host", *(name for name in call.headers if name.startswith("x-acs-"))} == set(
            signed
        )
        lines = [f"{name}:{call.headers[name].strip()}\n" for name in signed]
        payload = hashlib.sha256(call.body).hexdigest()
        assert call.headers["x-acs-content-sha256"] == payload
        whole = f"POST\n{call.path}\n{self.query_of(call)}\n{''.join(lines)}\n{given[1]}\n{payload}"
        digest = hashlib.sha256(whole.encode()).digest()
        signing = b"ACS3-HMAC-SHA256\n" + b16encode(digest).lower()
        return hmac.digest(SECRET.encode(), signing, "sha256").hex() == given[2]

    def query_of(self, call: Call) -> str:
        """From the decoded values: by RFC 3986, every byte but the unreserved ones."""
        free = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"

        def encoded(text):
            return "".join(chr(b) if b in free else f"%{b:02X}" for b in text.encode())

        return "&".join(f"{encoded(k)}={encoded(call.query[k])}" for k in sorted(call.query))

    def SendSms(self, query):
        if self.refusal:
            return self.refusal
        self.sent.append(query)
        return (500, b"gateway") if self.forgets else (200, OK)

    def QuerySendDetails(self, query):
        assert (query["PageSize"], query["CurrentPage"]) == ("50", "1")
        found = [
            {"OutId": each["OutId"], "SendStatus": 3, "PhoneNum": each["PhoneNumbers"]}
            for each in self.sent
            if (each["PhoneNumbers"], query["SendDate"]) == (query["PhoneNumber"], "20261124")
        ]
        return 200, {"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": found}}


@pytest.fixture(name="cloud")
def aliyun_cloud(settings):
    answers = Aliyun()
    with service(answers) as running:
        settings.SMS_GATEWAY = "aliyun"
        settings.ALIYUN_SMS_ENDPOINT = running.url
        settings.ALIYUN_SMS_KEY_ID, settings.ALIYUN_SMS_KEY_SECRET = "AKID", SECRET
        settings.ALIYUN_SMS_SIGN, settings.ALIYUN_SMS_TEMPLATE = "珠海 新豫*~", "SMS_154950909"
        answers.calls = running.calls
        yield answers


def test_the_published_example_has_the_published_signature(settings):
    """https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature"""
    settings.ALIYUN_SMS_KEY_ID = "YourAccessKeyId"
    settings.ALIYUN_SMS_KEY_SECRET = "YourAccessKeySecret"
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    query = aliyun.canonical_query(
        {
            "RegionId": "cn-shanghai",
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        }
    )
    assert aliyun.authorization(headers, query) == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestAgainstTheServer:
    def test_it_takes_a_signed_message_with_the_reference_and_nothing_else(self, cloud):
        request = tell_person()
        assert send_due() == {"planned": 1, "sent": 1}
        [query] = cloud.sent
        assert json.loads(query.pop("TemplateParam")) == {"reference": request.reference}
        assert query == {
            "PhoneNumbers": "13800138000",
            "SignName": "珠海 新豫*~",
            "TemplateCode": "SMS_154950909",
            "OutId": only().key.hex,
        }

    def test_whoever_somebody_filed_for_gets_a_template_of_their_own(self, cloud, settings):
        settings.ALIYUN_SMS_TEMPLATE_FILED = "SMS_2"
        notify("applicant", "filed_for_you", tell_person().reference)
        send_due()
        assert [query["TemplateCode"] for query in cloud.sent] == ["SMS_154950909", "SMS_2"]

    def test_a_wrong_secret_is_told_and_tried_again(self, cloud, settings):
        settings.ALIYUN_SMS_KEY_SECRET = "falsch"
        tell_person()
        assert send_due() == {"planned": 1, "waiting": 1}
        assert only().problem == "短信的 AccessKey 密钥不对（SignatureDoesNotMatch）"

    @pytest.mark.parametrize(
        ("code", "state", "words"),
        [
            ("isv.MOBILE_NUMBER_ILLEGAL", "dead", "手机号不对"),
            ("isv.BUSINESS_LIMIT_CONTROL", "waiting", "发得太多"),
            ("isv.AMOUNT_NOT_ENOUGH", "waiting", "没钱了"),
            ("isv.NEVER_HEARD_OF.13800138000", "waiting", "（isv.NEVER_HEARD_OF.）"),
        ],
    )
    def test_its_refusals_are_told_in_chinese_and_without_its_words(
        self, cloud, code, state, words
    ):
        cloud.refusal = (200, {"Code": code, "Message": "13800138000 is not allowed"})
        tell_person()
        send_due()
        assert only().state == state
        assert words in only().problem
        assert "138" not in only().problem

    def test_only_a_fault_of_the_account_holds_up_the_others(self, cloud):
        cloud.refusal = (200, {"Code": "isv.BUSINESS_LIMIT_CONTROL"})
        tell_person(), tell_person()
        assert send_due() == {"planned": 2, "waiting": 2}

    @pytest.mark.parametrize("answer", [(500, b"<html>"), (200, b"not json"), (503, b"")])
    def test_an_answer_that_says_nothing_is_no_success(self, cloud, answer):
        cloud.refusal = answer
        tell_person()
        assert send_due() == {"planned": 1, "waiting": 1}

    def test_a_server_that_is_not_there_is_told(self, cloud, settings):
        settings.ALIYUN_SMS_ENDPOINT = "http://127.0.0.1:9"
        tell_person()
        send_due()
        assert only().problem.startswith("短信网关连不上")

    def test_what_it_took_before_its_answer_was_lost_is_not_sent_again(self, cloud, clock):
        cloud.forgets = True
        tell_person()
        assert send_due() == {"planned": 1, "waiting": 1}
        cloud.forgets = False
        clock.shift(2 * MINUTE)
        assert send_due() == {"planned": 0, "sent": 1}
        assert len(cloud.sent) == 1

    def test_what_it_never_took_is_sent_after_asking(self, cloud, clock):
        cloud.refusal = (500, b"")
        tell_person()
        send_due()
        cloud.refusal = None
        clock.shift(LEASE)
        assert send_due() == {"planned": 0, "sent": 1}
        asked = [call.query["SendDate"] for call in cloud.calls if "SendDate" in call.query]
        assert asked == ["20261124", "20261123"]
        assert len(cloud.sent) == 1
