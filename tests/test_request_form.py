"""The form that comes back: what is wrong is said beside the field, and nothing typed is lost."""

import pytest

from service_requests.models import Draft, ServiceRequest
from tests.factories_requests import (
    ID_NUMBER,
    SINCE,
    STORY,
    VALID_ID,
    WHEN,
    check,
    confirm,
    make_service,
    make_station,
    post,
    send,
    token_in,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consent": None}, "要先勾选同意我们用你写的内容"),
        ({"phone": "1380013800"}, "手机号要 11 位，现在是 10 位"),
        ({"phone": "0756-0000000"}, "不像手机号"),
        ({"phone": "打电话给我"}, "手机号只写数字"),
        ({"phone": ""}, "“手机号”还没填"),
        ({"name": ""}, "“怎么称呼你”还没填"),
        ({"name": "周" * 201}, "最多 200 字，现在是 201 字"),
        ({STORY: ""}, "还没写。写一句也可以"),
        ({STORY: "长" * 2001}, "最多 2000 字，现在是 2001 字"),
        ({WHEN: ["半夜"]}, "请从列出的里面选"),
        ({SINCE: "2026-02-30"}, "日期这样写"),
        ({ID_NUMBER: "11010519491231002"}, "身份证号要 18 位，现在是 17 位"),
        ({ID_NUMBER: VALID_ID}, "要单独勾选这一条"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_stored(client, service, changes, words):
    response = check(client, service, **changes)
    assert response.status_code == 422
    assert words in text(response)
    assert not Draft.objects.exists()


def test_the_list_of_errors_leads_to_the_fields_and_keeps_what_was_typed(client, service):
    html = text(check(client, service, phone="1380013800", consent=None))
    assert 'href="#phone"' in html
    assert 'id="phone"' in html
    assert 'href="#consent"' in html
    assert "<title>错误：" in html
    for kept in ("周小麦", "1380013800", "不知道找谁开证明", "2026-04-01"):
        assert kept in html
    assert 'value="下班后" checked' in html


def test_what_is_typed_never_becomes_markup(client, service):
    evil = '"><script>alert(1)</script>'
    for changes in ({"phone": evil}, {"name": evil, STORY: evil}):
        html = text(check(client, service, **changes))
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_the_check_page_shows_the_answers_and_carries_only_a_token(client, service):
    station = make_station()
    response = check(client, service, station=str(station.pk))
    html = text(response)
    assert response.status_code == 200
    assert "送出前" in html
    assert "138 0013 8000" in html
    assert "电子厂住宿舍，<br>不知道找谁开证明" in html
    assert "前山服务站" in html
    assert "2026年4月1日" in html
    assert {*re_inputs(html)} == {"token"}
    assert not ServiceRequest.objects.exists()


def re_inputs(html):
    import re

    main = html[html.index("<main") : html.index("</main>")]
    return re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', main)


def test_going_back_shows_the_form_with_everything_in_it(client, service):
    token = token_in(check(client, service))
    response = post(client, f"/apply/{service.slug}/edit/", {"token": token})
    html = text(response)
    assert response.status_code == 200
    for kept in ("周小麦", "138 0013 8000", "不知道找谁开证明", 'value="2026-04-01"'):
        assert kept in html
    assert "error-summary" not in html


def test_an_edited_draft_replaces_the_one_before(client, service):
    first = token_in(check(client, service))
    second = token_in(check(client, service, name="老周", token=first))
    assert Draft.objects.count() == 1
    assert confirm(client, service, first).status_code == 410
    assert confirm(client, service, second).status_code == 303
    assert ServiceRequest.objects.get().name == "老周"


def test_full_width_and_country_codes_are_understood(client, service):
    request = send(client, service, phone="＋８６ 138-0013-8000", **{SINCE: "２０２６年４月１日"})
    assert request.phone == "13800138000"
    assert {a["key"]: a["value"] for a in request.answers}[SINCE] == "2026-04-01"


def test_a_freely_given_id_number_is_stored_with_its_own_consent(client, service):
    request = send(client, service, **{ID_NUMBER: "11010519491231002x", "id_consent": "yes"})
    assert request.id_consent
    assert {a["key"]: a["value"] for a in request.answers}[ID_NUMBER] == VALID_ID


def test_each_missing_consent_says_which_one_it_is(client):
    fields = [
        {"type": "id_number", "value": {"label": "身份证号", "required": True}, "id": "id000000"}
    ]
    service = make_service(needs_guardian=True, form_fields=fields)
    html = text(check(client, service, consent=None))
    summary = html[html.index('class="error-summary') :]
    summary = summary[: summary.index("</ul>")]
    for key, words in (
        ("guardian_consent", "要先勾选监护人同意"),
        ("consent", "要先勾选同意我们用你写的内容"),
        ("id_consent", "要先勾选同意我们用身份证号"),
    ):
        assert f'href="#{key}">{words}' in summary


def test_a_filled_trap_sets_the_request_aside_and_says_nothing(client, service):
    request = send(client, service, website="http://spam.example")
    assert request.state == "spam"


def test_a_closed_service_stores_nothing_and_says_so(client):
    service = make_service(open_for_requests=False)
    response = check(client, service)
    assert response.status_code == 410
    assert "现在不收申请" in text(response)
    assert not Draft.objects.exists()


def test_an_unknown_service_is_not_found(client, service):
    assert post(client, "/apply/nowhere/check/", typed()).status_code == 404
    assert client.get("/apply/nowhere/").status_code == 404


@pytest.mark.parametrize("step", ["", "check/", "edit/", "confirm/"])
def test_reading_a_step_leads_to_the_services_page(client, service, step):
    response = client.get(f"/apply/{service.slug}/{step}")
    assert response.status_code == 302
    assert response["Location"].endswith(f"/{service.slug}/")


def test_a_body_that_is_too_large_gets_a_page_with_advice(client, service):
    response = check(client, service, **{STORY: "长" * 40_000})
    assert response.status_code == 413
    assert "写得太长了" in text(response)


def test_too_many_fields_get_a_page_with_advice(client, service):
    for count in (300, 2000):
        many = {f"x{n}": "1" for n in range(count)}
        assert post(client, f"/apply/{service.slug}/check/", typed() | many).status_code == 413


def test_files_are_not_taken(client, service):
    from io import BytesIO

    data = typed() | {"file": BytesIO(b"secret"), "token": ""}
    assert client.post(f"/apply/{service.slug}/check/", data).status_code == 200


def test_a_forged_token_is_no_draft(client, service):
    token = token_in(check(client, service))
    for forged in ("", "x", token[:-1] + "?", token.split(":")[0]):
        response = confirm(client, service, forged)
        assert response.status_code == 410
        assert "没有送出" in text(response)
    assert not ServiceRequest.objects.exists()


def test_a_token_of_another_service_is_no_draft(client, service):
    token = token_in(check(client, service))
    other = make_service(slug="other")
    assert confirm(client, other, token).status_code == 410


def test_answers_are_private_to_the_visitor(client, service):
    for response in (
        check(client, service),
        check(client, service, phone=""),
        client.get("/apply/status/"),
        client.get(f"/apply/{service.slug}/"),
        confirm(client, service, "x"),
    ):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "same-origin"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert not response.cookies
