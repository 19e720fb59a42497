"""积分测算 without a script: a form goes to the server, and nothing of it stays there."""

import logging

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.factories_requests import post
from tests.html import parse
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db
ADDRESS = "/estimate/sample/"
GIVEN = {
    "i-gate0000": "yes",
    "i-school00": "大专",
    "i-group000-insured0": "5.5",
    "i-group000-hours000": "",
    "i-fined000": "1",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-25 09:00 +0800", tick=False) as clock:
        yield clock


@pytest.fixture
def pages():
    return build_site()


def sent(client, **changes):
    return post(client, ADDRESS, GIVEN | {f"i-{k}": v for k, v in changes.items()})


def test_the_result_shows_its_working_its_version_and_where_to_go_on(client, pages):
    response = sent(client)
    html = response.content.decode()
    assert response.status_code == 200
    assert parse(html).errors == []
    for words in (
        "30 + 30 − 20 = 40",
        "5.5 年，每满 1 年算一份，共 5 份，5 × 6 分 = 30 分",
        "前提都满足",
        "珠海 2026 年 示例〔2026〕第 0 号",
        "这是示例，不是珠海现行的分值",
        "往年，仅供参考：",
        "比它少 40 分",
        "居住证原件",
        "毕业证原件",
        "<title>算出来 40 分：",
    ):
        assert words in html, words
    assert pages["guide"].url in html
    assert pages["service"].url in html


def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(client, pages):
    response = sent(client, school00="", **{"group000-insured0": "五年"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "有 2 处要改一下" in html
    assert '<a href="#i-school00-1">学历：这一题还没选</a>' in html
    assert '<a href="#i-group000-insured0">社保：写数字，比如 3 或者 2.5</a>' in html
    assert 'value="五年"' in html
    assert 'aria-describedby="i-group000-insured0-error" aria-invalid="true"' in html
    assert 'value="1"' in html  # the number of fines
    assert 'id="result" aria-labelledby="result-title" tabindex="-1" hidden' in html


def test_nothing_typed_is_run_or_shown_as_html(client, pages):
    html = sent(client, **{"group000-insured0": "<script>alert(1)</script>"}).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


def test_nothing_is_stored_kept_or_logged(client, pages, caplog):
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = sent(client, **{"group000-insured0": "7.31"})
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert all(each["sql"].startswith("SELECT") for each in queries)
    assert not any("7.31" in each["sql"] for each in queries)
    assert "7.31" not in caplog.text.replace(str(queries.captured_queries), "")


def test_more_than_a_form_could_hold_is_refused_unread(client, pages):
    assert sent(client, school00="大" * 300_000).status_code == 413


def test_reading_the_address_leads_to_the_page(client, pages):
    response = client.get(ADDRESS + "?i-school00=x")
    assert (response.status_code, response["Location"]) == (302, "/points/sample/")


def test_an_unknown_rule_set_is_not_found(client, pages):
    assert post(client, "/estimate/none/", GIVEN).status_code == 404


def test_expired_rules_compute_nothing_whoever_asks(client, pages, today):
    today.move_to("2027-01-01 00:00 +0800")
    response = sent(client)
    html = response.content.decode()
    assert response.status_code == 410
    assert "已经过期，" in html
    assert "30 + 30" not in html


def test_a_rule_set_that_is_no_sample_does_not_call_itself_one(client, pages):
    index = pages["points_index"]
    make.PointsFactory(parent=index, slug="real", title="真的", is_sample=False)
    html = post(client, "/estimate/real/", GIVEN).content.decode()
    assert "这是示例" not in html


def test_the_guide_leads_to_the_rules_as_long_as_they_count(client, pages, today):
    assert "算一算：积分入户测算" in client.get(pages["guide"].url).content.decode()
    today.move_to("2027-01-01 00:00 +0800")
    assert "算一算：" not in client.get(pages["guide"].url).content.decode()
