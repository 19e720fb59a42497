"""A supervisor takes what the list shows as a table: after saying why, and never unseen."""

import io
import tempfile
import zipfile
from unittest.mock import patch

import pytest
from django.core.management import call_command

from service_requests.exports import taking_out
from service_requests.exports.columns import PLAIN
from service_requests.fields import ciphertext
from service_requests.models import RequestEvent, RequestExport, ServiceRequest
from tests.exporting import ADDRESS, EVERYTHING_PERSONAL, REASON, Desk, is_ticked, table
from tests.factories_requests import (
    VALID_ID,
    administrator,
    make_request,
    make_service,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_static"),
]
PERSONAL = ["周小麦", "13800138000", "138 0013 8000", "宿舍证明找谁开", VALID_ID]


@pytest.fixture
def supervisor():
    return Desk(user_in("主管", "王主管"))


def test_the_page_says_how_many_and_which_and_ticks_nothing_personal(supervisor):
    station = make_station("前山服务站")
    make_request(station=station, state="closed")
    make_request(state="closed")
    html = supervisor.page(f"?state=closed&station={station.pk}")
    for words in ("导出 1 件诉求", "状态", "已办结", "服务站", "前山服务站"):
        assert words in html
    for name in PLAIN:
        assert is_ticked(html, name)
    for name in EVERYTHING_PERSONAL:
        assert not is_ticked(html, name)


@pytest.mark.parametrize("part", ["", "results/"])
def test_the_list_offers_it_for_what_is_listed_now(supervisor, part):
    """`results/` is what a change of the filter fetches, the buttons with it."""
    html = supervisor.client.get(f"/admin/requests/{part}?state=closed").content.decode()
    assert f'href="{ADDRESS}?state=closed"' in html


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_file_holds_the_list_in_its_order_and_nothing_personal(supervisor, kind):
    later = make_request(due_on="2026-12-09")
    urgent = make_request(due_on="2026-11-01", line_name="办证", source="window")
    done = make_request(state="closed", closed_at="2026-11-20T09:30+08:00", outcome="done")
    make_request(state="spam")
    response = supervisor.export(format=kind)
    heading, *rows = table(response)
    assert heading[:4] == ["编号", "状态", "服务", "服务事项"]
    assert [row[0] for row in rows] == [urgent.reference, later.reference, done.reference]
    assert {"办证", "窗口代录", "2026-11-01", "还没人接手"} < set(rows[0])
    assert {"已办结", "2026-11-20 09:30", "办成"} < set(rows[2])
    content = unpacked(response).decode(errors="replace")
    assert not any(personal in content for personal in PERSONAL)


def unpacked(response) -> bytes:
    if "csv" in response["Content-Type"]:
        return response.content
    with zipfile.ZipFile(io.BytesIO(response.content)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_it_is_a_download_that_nobody_keeps(supervisor, kind):
    make_request()
    response = supervisor.export(format=kind, personal=EVERYTHING_PERSONAL)
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert disposition.endswith(f".{kind}")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_personal_comes_when_it_is_ticked_with_id_numbers_masked(supervisor, kind):
    make_request()
    ((_reference, name, phone, answers),) = supervisor.rows(
        format=kind, plain=["reference"], personal=EVERYTHING_PERSONAL
    )
    assert name == "周小麦"
    assert phone == {"xlsx": "13800138000", "csv": "138 0013 8000"}[kind]
    assert answers.splitlines() == ["是什么事：宿舍证明找谁开", "身份证号：1101************2X"]


def test_each_request_whose_personal_part_was_taken_says_so_in_its_log(supervisor):
    request, other = make_request(), make_request(state="closed")
    supervisor.export("?state=submitted", personal=["name", "phone"])
    event = request.events.get(kind="table")
    assert (event.actor, event.actor_name) == (supervisor.user, "王主管")
    assert REASON in event.text
    assert "称呼、手机号" in event.text
    assert not other.events.filter(kind="table").exists()
    call_command("verify_log")
    html = supervisor.client.get(f"/admin/requests/{request.pk}/").content.decode()
    assert "导出到表格" in html


def test_without_anything_personal_no_log_says_that_somebody_was_looked_at(supervisor):
    request = make_request()
    assert len(supervisor.rows()) == 1
    assert not request.events.filter(kind="table").exists()
    assert RequestExport.objects.get().personal_count == 0


def test_the_record_says_who_why_which_how_many_and_what(supervisor):
    service = make_service(title="办证帮忙")
    make_request(service, state="closed")
    make_request(state="closed", anonymised_at="2026-11-20T09:30+08:00", name="", phone="")
    query = "?state=closed&state=answered&submitted_at_from=2026-01-01"
    supervisor.export(query, format="csv", plain=["reference", "state"], personal=["name"])
    record = RequestExport.objects.annotate(
        sealed_reason=ciphertext("reason"), sealed_scope=ciphertext("scope")
    ).get()
    assert (record.actor, record.actor_name) == (supervisor.user, "王主管")
    assert record.reason == REASON
    assert record.scope == "状态：已办结、已答复；提交日期：2026年1月1日 - 任意"
    assert (record.count, record.personal_count) == (2, 1)
    assert (record.columns, record.format) == (["reference", "state", "name"], "csv")
    assert REASON not in record.sealed_reason
    assert "已办结" not in record.sealed_scope


def test_one_that_was_anonymised_is_a_row_without_anybody(supervisor):
    request = make_request(
        state="closed", anonymised_at="2026-11-20T09:30+08:00", name="", phone="", answers=[]
    )
    (row,) = supervisor.rows(plain=["reference"], personal=EVERYTHING_PERSONAL)
    assert row == [request.reference, "", "", ""]
    assert not request.events.filter(kind="table").exists()


def test_a_supervisor_of_a_station_exports_that_stations_requests_only(supervisor):
    ours, theirs = make_station("前山服务站"), make_station("香洲服务站")
    post_to(supervisor.user, ours)
    mine = make_request(station=ours)
    other = make_request(station=theirs)
    for query in ("", f"?ordering=reference&station={ours.pk}"):
        assert [row[0] for row in supervisor.rows(query)] == [mine.reference]
    assert supervisor.export(f"?station={theirs.pk}").status_code == 422
    assert not other.events.filter(kind="table").exists()


def test_looking_for_a_phone_exports_what_that_finds_and_keeps_no_number(supervisor):
    found = make_request(phone="13900139000")
    make_request()
    query = f"?person={found.phone_lookup}"
    assert [row[0] for row in supervisor.rows(query)] == [found.reference]
    assert RequestExport.objects.get().scope == "同一个手机号的"


def test_confidential_requests_follow_the_rules_of_the_list():
    """Who is a supervisor of one station and sets up the machine sees more rows than people."""
    user, ours = administrator(), make_station("前山服务站")
    user.groups.add(user_in("主管").groups.get())
    post_to(user, ours)
    mine = make_request(station=ours, confidential=True, due_on="2026-11-01")
    other = make_request(station=make_station("香洲服务站"), confidential=True)
    rows = Desk(user).rows(plain=["reference"], personal=["name"])
    assert rows == [[mine.reference, "周小麦"], [other.reference, ""]]
    assert mine.events.filter(kind="table").exists()
    assert not other.events.filter(kind="table").exists()


def test_it_is_written_down_before_there_is_a_file(supervisor):
    request = make_request()
    supervisor.client.raise_request_exception = False
    broken = dict.fromkeys(taking_out.MAKERS, None)
    with patch.object(taking_out, "MAKERS", broken):
        assert supervisor.export(personal=["name"]).status_code == 500
    assert RequestExport.objects.get().reason == REASON
    assert request.events.filter(kind="table").exists()


def test_what_was_purged_in_between_is_left_out(supervisor):
    """Between the look at the list and the writing into the logs."""
    spam, kept = make_request(state="spam"), make_request(state="spam")
    real = taking_out.write_down

    def purge_first(*args, **more):
        ServiceRequest.objects.filter(pk=spam.pk).delete()
        return real(*args, **more)

    with patch.object(taking_out, "write_down", purge_first):
        rows = supervisor.rows("?state=spam", plain=["reference"], personal=["name"])
    assert rows == [[kept.reference, "周小麦"]]
    assert not RequestEvent.objects.filter(request_id=spam.pk).exists()


def test_without_the_key_it_says_so(supervisor, settings):
    make_request()
    settings.REQUEST_KEYS = ["another key"]
    response = supervisor.export(personal=["name"])
    assert (response.status_code, response["Location"]) == (302, "/admin/requests/")
    assert "密钥不在了" in supervisor.client.get("/admin/requests/").content.decode()
    assert len(supervisor.rows()) == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_nothing_of_it_touches_the_disk(supervisor, kind, monkeypatch, tmp_path):
    make_request()
    with monkeypatch.context() as without_room:
        without_room.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
        assert supervisor.rows(format=kind, personal=EVERYTHING_PERSONAL)


def test_many_are_written_down_with_few_queries(supervisor, django_assert_max_num_queries):
    for _n in range(30):
        make_request()
    with django_assert_max_num_queries(70):
        assert len(supervisor.rows(personal=EVERYTHING_PERSONAL)) == 30
