"""A supervisor takes a gathering's sign-ups as a table: after saying why, and never unseen."""

import io
from unittest.mock import patch

import pytest
import time_machine
from django.core.management import call_command
from openpyxl import load_workbook

from service_requests.models import GatheringEvent, Registration, RequestExport
from service_requests.sign_up.staff import taking_out
from tests.exporting import REASON, is_ticked, table
from tests.exporting import Desk as RequestDesk
from tests.factories_requests import (
    plain_static,  # noqa: F401 - a fixture
    user_in,
)
from tests.factories_sign_up import BEFORE, make_event, sign_up
from tests.test_sign_up_person import GUARDIAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
PLAIN = ["reference", "state", "people", "signed_up"]
PERSONAL = ["name", "phone", "answers", "consents"]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False):
        yield


class Desk(RequestDesk):
    def __init__(self, user, found):
        super().__init__(user)
        self.address = f"/admin/sign-ups/{found.gathering_id}/export/"

    def export(self, **changes):
        given = {"reason": REASON, "format": "xlsx", "plain": PLAIN, "personal": []}
        return self.client.post(self.address, given | changes)


@pytest.fixture
def signed_up():
    event = make_event(capacity=1)
    found = sign_up(event, people="1", name="=SUM(1)")
    sign_up(event, number=1)
    sign_up(event, number=2)
    Registration.objects.filter(pk=found.pk + 2).update(state="cancelled")
    return found


@pytest.fixture
def head(signed_up):
    return Desk(user_in("主管", "王主管"), signed_up)


def test_nothing_personal_is_ticked_and_what_is_plain_comes_in_order(head, signed_up):
    html = head.client.get(head.address).content.decode()
    assert "导出 2 份报名" in html
    assert all(is_ticked(html, name) for name in PLAIN)
    assert not any(is_ticked(html, name) for name in PERSONAL)
    heading, first, second = table(head.export())
    assert heading == ["编号", "状态", "几个人", "报名时间"]
    assert first == [signed_up.reference, "报上了", "1", "2026-12-01 10:00"]
    assert second[1] == "排队"
    assert not GatheringEvent.objects.filter(kind="table").exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_personal_comes_when_it_is_ticked_and_no_cell_is_a_formula(kind, head):
    file = head.export(format=kind, plain=["reference"], personal=["name", "phone"])
    safe = {"xlsx": ["=SUM(1)", "13800138000"], "csv": ["'=SUM(1)", "138 0013 8000"]}
    assert table(file)[1][1:] == safe[kind]
    if kind == "xlsx":
        assert load_workbook(io.BytesIO(file.content)).active["B2"].data_type == "s"


def test_answers_and_a_guardians_consent_stand_in_cells_of_their_own():
    found = sign_up(make_event(guardian_required=True), **GUARDIAN)
    head = Desk(user_in("主管"), found)
    row = table(head.export(plain=["people"], personal=["answers", "consents"]))[1]
    assert "找不到监护人时找谁：姑姑" in row[1].splitlines()
    assert row[2] == "监护人同意：2026-12-01 10:00"


@pytest.mark.both_databases
def test_it_is_written_down_before_there_is_a_file(head, signed_up):
    head.client.raise_request_exception = False
    with patch.object(taking_out, "MAKERS", {}):
        assert head.export(personal=["name"]).status_code == 500
    record = RequestExport.objects.get()
    assert (record.actor_name, record.reason) == ("王主管", REASON)
    assert (record.count, record.personal_count) == (2, 2)
    assert record.gathering_number == signed_up.gathering_id
    assert record.scope == "活动报名：包饺子 2026-12-22 18:00"
    event = GatheringEvent.objects.get(kind="table")
    assert "带走称呼" in event.text
    assert REASON in event.text
    call_command("verify_log")
    report = head.client.get("/admin/reports/requests-exports/").content.decode()
    for words in ("包饺子 2026-12-22 18:00", "2 份报名，带个人信息", "几个人", REASON):
        assert words in report


@pytest.mark.parametrize("missing", ["reason", "plain"])
def test_without_a_reason_or_a_column_nothing_goes_out(missing, head):
    assert head.export(**{missing: []}).status_code == 422
    assert not RequestExport.objects.exists()


def test_where_nobody_signed_up_there_is_nothing_to_take(head):
    Registration.objects.update(state="cancelled")
    assert "没有可导出的" in head.client.get(head.address).content.decode()
    assert head.export().status_code == 422
    assert not RequestExport.objects.exists()


def test_a_case_worker_takes_nothing_out(signed_up):
    desk = Desk(user_in("办理员"), signed_up)
    assert desk.export()["Location"] == "/admin/"
    page = desk.client.get(f"/admin/sign-ups/{signed_up.gathering_id}/").content.decode()
    assert desk.address not in page
    assert not RequestExport.objects.exists()
