"""Robots of WeCom, DingTalk and Feishu, and whatever else apprise speaks."""

import pytest
from django.core.checks import run_checks

from service_requests.notices import other_robots, robots
from service_requests.notices.robots import DINGTALK, FEISHU, WECOM
from service_requests.notices.sending import send_due
from tests.fake_services import service
from tests.notices import MINUTE, noon_clock, only, tell_staff  # noqa: F401 - a fixture among them

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TAKEN = {WECOM: {"errcode": 0}, DINGTALK: {"errcode": 0}, FEISHU: {"code": 0, "msg": "success"}}
REFUSED = {WECOM: {"errcode": 93000}, DINGTALK: {"errcode": 310000}, FEISHU: {"code": 19024}}


@pytest.fixture
def group():
    """A robot's server."""
    with service(lambda call: (200, {})) as running:
        yield running


def robot_of(kind, group, settings, monkeypatch):
    monkeypatch.setitem(robots.KINDS, "127.0.0.1", kind)
    settings.STAFF_WEBHOOKS = [f"{group.url}/robot/send?key=geheim"]


@pytest.mark.parametrize("kind", TAKEN)
def test_each_is_spoken_to_in_its_own_way(kind, group, settings, monkeypatch):
    robot_of(kind, group, settings, monkeypatch)
    group.answer = lambda call: (200, TAKEN[kind])
    request = tell_staff()
    assert send_due() == {"planned": 1, "sent": 1}
    [call] = group.calls
    assert (call.path, call.query) == ("/robot/send", {"key": "geheim"})
    said = call.json()
    text = said["content"]["text"] if kind == FEISHU else said["text"]["content"]
    assert said.get("msg_type" if kind == FEISHU else "msgtype") == "text"
    assert text.startswith(f"诉求 {request.reference}：有新诉求\n")


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_that_comes_as_200_is_none_the_less_a_refusal(kind, group, settings, monkeypatch):
    robot_of(kind, group, settings, monkeypatch)
    group.answer = lambda call: (200, REFUSED[kind])
    tell_staff()
    assert send_due() == {"planned": 1, "waiting": 1}
    code = next(iter(REFUSED[kind].values()))
    assert only().problem == f"{kind}的群机器人不收（{code}）"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((200, {}), "连不上（KeyError）"),
        ((200, b"<html>"), "连不上（JSONDecodeError）"),
        ((500, b""), "不收（500）"),
    ],
)
def test_an_answer_that_says_nothing_is_no_success(answer, words, group, settings, monkeypatch):
    robot_of(WECOM, group, settings, monkeypatch)
    group.answer = lambda call: answer
    tell_staff()
    assert send_due() == {"planned": 1, "waiting": 1}
    assert only().problem == f"企业微信的群机器人{words}"


def test_one_robot_that_is_down_does_not_hold_up_another(group, settings, monkeypatch):
    robot_of(WECOM, group, settings, monkeypatch)
    settings.STAFF_WEBHOOKS = ["http://127.0.0.1:9/down", *settings.STAFF_WEBHOOKS]
    group.answer = lambda call: (200, {"errcode": 0})
    tell_staff()
    tell_staff()
    assert send_due() == {"planned": 2, "waiting": 1, "sent": 2}


def test_what_waits_for_a_robot_that_was_taken_away_is_set_aside(
    group, settings, monkeypatch, clock
):
    robot_of(WECOM, group, settings, monkeypatch)
    group.answer = lambda call: (500, {})
    tell_staff()
    send_due()
    settings.STAFF_WEBHOOKS = []
    clock.shift(MINUTE)
    assert send_due() == {"planned": 0, "set_aside": 1}


def test_other_services_go_through_apprise(group, settings):
    settings.STAFF_WEBHOOKS = [group.url.replace("http://", "json://")]
    request = tell_staff()
    assert send_due() == {"planned": 1, "sent": 1}
    assert request.reference in group.calls[0].json()["message"]
    group.answer = lambda call: (500, {})
    tell_staff()
    assert send_due() == {"planned": 1, "waiting": 1}


def test_without_apprise_the_start_and_the_report_say_what_is_missing(settings, monkeypatch):
    settings.STAFF_WEBHOOKS = ["json://127.0.0.1:9"]
    monkeypatch.setattr(other_robots, "find_spec", lambda name: None)
    [error] = [each for each in run_checks() if each.id.startswith("notices.")]
    assert "requirements/webhooks.txt" in error.msg
    tell_staff()
    send_due()
    assert only().problem == "没装 apprise：这个群机器人要靠它"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"STAFF_WEBHOOKS": ["nonsense"]}, "XINYU_STAFF_WEBHOOKS"),
        ({"STAFF_WEBHOOKS": ["wecombot://geheim"]}, "https 网址"),
        ({"SMS_GATEWAY": "pigeon"}, "XINYU_SMS_GATEWAY 只能是 file、aliyun、off"),
        ({"SMS_GATEWAY": "aliyun", "ALIYUN_SMS_KEY_ID": "x"}, "XINYU_ALIYUN_SMS_KEY_SECRET"),
    ],
)
def test_what_cannot_work_is_told_at_the_start(changed, told, settings):
    assert not [each for each in run_checks() if each.id.startswith("notices.")]
    for name, value in changed.items():
        setattr(settings, name, value)
    errors = [each.msg for each in run_checks() if each.id.startswith("notices.")]
    assert told in errors[0]
    assert "geheim" not in "".join(errors)
