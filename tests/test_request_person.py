"""A person's rights: a copy of everything kept about them, and having it erased."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from service_requests import handling
from service_requests.access import staff
from service_requests.encryption import lookup_digest
from service_requests.models import Representative, ServiceRequest
from service_requests.papers import store
from tests.factories_papers import make_paper
from tests.factories_requests import VALID_ID, make_request, make_service, send, user_in

pytestmark = pytest.mark.django_db
PHONE = "13912345678"


@pytest.fixture
def typed(monkeypatch):
    """What is typed at the prompt."""

    def type_in(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    type_in(PHONE + "\n")
    return type_in


@pytest.fixture
def filed(client):
    """A request with a note, a reply and a reading by staff."""
    request = send(client, make_service(), phone=PHONE, name="周小麦")
    worker = staff(user_in("主管", "王主管"))
    handling.take(request.pk, worker, 1)
    handling.add_note(request.pk, worker, 2, "像是外地号码")
    handling.reply(request.pk, worker, 3, "明天打给你")
    request.refresh_from_db()
    handling.record_reading(request, worker)
    return request


def filed_for(other_phone, **kwargs) -> Representative:
    """This person filed for somebody else."""
    return Representative.objects.create(
        request=make_request(phone=other_phone, name="周大伯", **kwargs),
        relation="家里人",
        name="周小麦",
        phone=PHONE,
        phone_lookup=lookup_digest(PHONE),
    )


def close(request):
    ServiceRequest.objects.filter(pk=request.pk).update(state="closed", closed_at=timezone.now())


def export(folder) -> str:
    call_command("export_person", str(folder))
    return (folder / "person.html").read_text()


def test_the_copy_holds_everything_said_and_no_name_of_staff(filed, typed, tmp_path):
    filed_for("13700000001")
    folder = tmp_path / "copy"
    html = export(folder)
    data = json.loads((folder / "person.json").read_text())
    for text in (html, json.dumps(data, ensure_ascii=False)):
        for kept in (
            "周小麦",
            PHONE,
            "电子厂住宿舍",
            "像是外地号码",
            "明天打给你",
            filed.reference,
        ):
            assert kept in text
        assert "王主管" not in text
    kinds = [event["kind"] for event in data["requests"][0]["log"]]
    assert kinds == ["提交", "接手", "内部备注", "回复", "查看"]


def test_of_what_was_filed_for_another_only_their_own_part_is_in_it(typed, tmp_path):
    other = filed_for("13700000001")
    html = export(tmp_path / "copy")
    assert other.request.reference in html
    assert "家里人" in html
    for not_theirs in ("周大伯", "13700000001", "宿舍证明找谁开", VALID_ID):
        assert not_theirs not in html


def test_a_copy_is_for_its_user_only_and_overwrites_nothing(filed, typed, tmp_path):
    folder = tmp_path / "copy"
    export(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    with pytest.raises(CommandError):
        call_command("export_person", str(folder))


def test_papers_are_in_the_copy_and_go_when_erased(
    filed, typed, tmp_path, django_capture_on_commit_callbacks
):
    paper = make_paper(filed, content=b"a contract", name="合同.jpg")
    export(tmp_path / "copy")
    assert (tmp_path / "copy" / f"paper-{paper.pk}.jpeg").read_bytes() == b"a contract"
    close(filed)
    typed(PHONE + "\n")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("erase_person")
    paper.refresh_from_db()
    assert (paper.name, paper.removal) == ("", "erasure")
    assert not store.is_there(paper.stored_as)


def test_a_copy_is_logged_on_each_request(filed, typed, tmp_path):
    export(tmp_path / "copy")
    event = filed.events.get(kind="exported")
    assert event.text == "给本人的一份，共 1 件"
    assert event.actor_name.startswith("命令行（")
    call_command("verify_log")


def test_what_was_typed_as_markup_is_none_in_the_copy(client, typed, tmp_path):
    send(client, make_service(), phone=PHONE, name="<script>alert(1)</script>")
    html = export(tmp_path / "copy")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("command", [["export_person", "copy"], ["erase_person"]])
@pytest.mark.parametrize("text", ["", "123\n", "周小麦\n"])
def test_without_a_number_nothing_is_done(command, text, typed, filed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    typed(text)
    with pytest.raises(CommandError):
        call_command(*command)
    assert list(tmp_path.glob("copy")) == []
    assert not filed.events.filter(kind__in=["exported", "anonymised"]).exists()


def test_a_stranger_has_nothing(filed, typed, tmp_path, capsys):
    typed("13800000000\n")
    call_command("export_person", str(tmp_path / "copy"))
    assert "没有诉求" in capsys.readouterr().out
    assert not (tmp_path / "copy").exists()


def test_erasing_anonymises_what_is_closed_and_says_what_stays(filed, typed, capsys):
    close(filed)
    others = make_request(state="closed", closed_at=timezone.now(), phone="13700000001")
    call_command("erase_person")
    said = capsys.readouterr().out
    assert f"抹去了 1 件：{filed.reference}" in said
    assert "留下的：" in said
    filed.refresh_from_db()
    assert (filed.name, filed.phone, filed.answers) == ("", "", [])
    words = filed.events.exclude(kind="anonymised").order_by("position")
    assert {event.text for event in words} == {""}
    assert filed.events.get(kind="anonymised").text == "按本人要求抹去，本人一共 1 件"
    others.refresh_from_db()
    assert others.name == "周小麦"
    call_command("verify_log")


def test_open_requests_are_erased_only_when_told_to(filed, typed, capsys):
    with pytest.raises(SystemExit):
        call_command("erase_person")
    assert "还没办结" in capsys.readouterr().out
    filed.refresh_from_db()
    assert filed.name == "周小麦"
    typed(PHONE + "\n")
    call_command("erase_person", "--even-open")
    filed.refresh_from_db()
    assert (filed.name, filed.state) == ("", "withdrawn")
    call_command("verify_log")


def test_what_is_held_is_not_erased(filed, typed, capsys):
    close(filed)
    ServiceRequest.objects.filter(pk=filed.pk).update(held_at=timezone.now())
    with pytest.raises(SystemExit):
        call_command("erase_person", "--even-open")
    assert "主管保留着" in capsys.readouterr().out
    filed.refresh_from_db()
    assert filed.name == "周小麦"


def test_a_representative_is_erased_and_the_other_persons_request_stays(typed, capsys):
    part = filed_for("13700000001", state="closed", closed_at=timezone.now())
    call_command("erase_person")
    part.refresh_from_db()
    assert (part.name, part.phone, part.phone_lookup) == ("", "", "")
    assert part.request.name == "周大伯"
    assert part.request.events.filter(kind="purged").count() == 1
    call_command("verify_log")
