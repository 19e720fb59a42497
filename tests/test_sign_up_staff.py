"""What staff see and do of sign-ups, and what a person has a right to; all of it is logged."""

import io

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from service_requests.models import Gathering, GatheringEvent, Registration
from tests.factories_requests import user_in
from tests.factories_sign_up import BEFORE, make_event, sign_up

pytestmark = pytest.mark.django_db
LIST = "/admin/sign-ups/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False):
        yield


@pytest.fixture
def worker():
    client = Client()
    client.force_login(user_in("主管", "王主管"))
    return client


def logged() -> list[str]:
    return list(GatheringEvent.objects.order_by("pk").values_list("kind", flat=True))


def html(client, address) -> str:
    return client.get(address).content.decode()


def at_the_prompt(monkeypatch, phone="13800138000"):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{phone}\n"))


def test_the_list_counts_people_and_doubts(worker):
    event = make_event(capacity=3)
    sign_up(event, people="2")
    sign_up(event, number=1, people="2")
    sign_up(event, number=2, website="robot")
    cells = html(worker, LIST)
    assert "<td>2 / 3</td>\n    <td>2</td>\n    <td>0</td>" in cells
    assert "1 份待核实" in cells


def test_the_list_asks_as_little_for_many_as_for_one(worker, django_assert_max_num_queries):
    sign_up(make_event())
    worker.get(LIST)
    with django_assert_max_num_queries(40) as asked:
        worker.get(LIST)
    one = len(asked)
    for number in range(1, 4):
        sign_up(make_event(slug=f"event-{number}"), number=number)
    with django_assert_max_num_queries(one):
        worker.get(LIST)


def test_looking_at_who_comes_is_logged_and_phones_are_masked_but_on_the_sheet(worker):
    sign_up(make_event())
    address = f"{LIST}{Gathering.objects.get().pk}/"
    assert "138****8000" in html(worker, address)
    assert "13800138000" not in html(worker, address)
    assert "138 0013 8000" in html(worker, f"{address}sheet/")
    assert logged() == ["signed_up", "read", "sheet"]


def test_who_is_ticked_came_and_who_is_not_did_not(worker):
    event = make_event()
    came, absent = sign_up(event), sign_up(event, number=1)
    address = f"{LIST}{Gathering.objects.get().pk}/"
    worker.post(f"{address}tick/", {"came": [came.pk, "x", "9" * 40]})
    states = dict(Registration.objects.values_list("pk", "state"))
    assert states == {came.pk: "attended", absent.pk: "absent"}
    assert GatheringEvent.objects.get(kind="attendance").text == came.reference
    assert "到了 1 人" in html(worker, address)


def test_a_reference_typed_at_the_door_has_come_and_another_one_is_told(worker):
    found = sign_up(make_event())
    address = f"{LIST}{Gathering.objects.get().pk}/"
    worker.post(f"{address}arrive/", {"reference": f" {found.reference.lower()} "})
    assert Registration.objects.get().state == "attended"
    wrong = worker.post(f"{address}arrive/", {"reference": "2222222222"})
    assert wrong.status_code == 422
    assert "没找到这个号码" in wrong.content.decode()


def test_a_copy_for_the_person_holds_their_sign_up_and_is_logged(
    worker, monkeypatch, tmp_path, capsys
):
    event = make_event()
    found = sign_up(event, name="周小麦")
    other = sign_up(event, number=1)
    worker.get(f"{LIST}people/{other.pk}/")
    worker.get(f"{LIST}{found.gathering_id}/")
    worker.post(f"{LIST}{found.gathering_id}/tick/", {"came": other.pk})
    at_the_prompt(monkeypatch)
    call_command("export_person", str(tmp_path / "copy"))
    page = (tmp_path / "copy" / "person.html").read_text()
    assert found.reference in page
    assert "包饺子" in page
    lines = page[page.index("<ol>") : page.index("</ol>")].split("</li>")[:-1]
    told = [line.split("10:00 ")[1] for line in lines]
    assert told == ["本人 报名", "工作人员 看名单", "工作人员 记到场"]
    assert other.reference not in page
    assert "王主管" not in page
    assert "报名 1 份" in capsys.readouterr().out
    assert logged()[-1] == "copied"


def test_what_is_still_to_come_is_erased_only_when_told_to(monkeypatch, capsys):
    event = make_event(capacity=1)
    found, next_one = sign_up(event), sign_up(event, number=1)
    at_the_prompt(monkeypatch)
    with pytest.raises(SystemExit):
        call_command("erase_person")
    assert Registration.objects.filter(pk=found.pk).exists()
    at_the_prompt(monkeypatch)
    call_command("erase_person", "--even-open")
    assert not Registration.objects.filter(pk=found.pk).exists()
    next_one.refresh_from_db()
    assert next_one.state == "confirmed"  # the place goes to whoever waited
    assert "备份" in capsys.readouterr().out
    assert logged() == ["signed_up", "signed_up", "erased"]
