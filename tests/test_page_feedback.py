"""本页有用吗, 纠错: from the foot of a page to the editors, without script, cookie or trace."""

import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from export.deliver import export_site
from service_requests.fields import ciphertext
from service_requests.models import PageCorrection, PageVotes, RetentionSettings
from service_requests.page_feedback import receive
from service_requests.page_feedback.purging import purge_feedback
from service_requests.page_feedback.slips import SALT
from tests.factories import GuideFactory, GuideIndexFactory
from tests.factories_requests import (
    administrator,
    plain_static,  # noqa: F401 - a fixture
    post,
    token_in,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WORDS = "电话写错了，应该打 138 0013 8000，张师傅的"
RIGHTS = ("change_pagecorrection", "view_pagevotes")


@pytest.fixture
def guide():
    return GuideFactory(parent=GuideIndexFactory(slug="guides"), title="居住证", slug="permit")


def answer(client, page, said, **more):
    return post(client, f"/apply/feedback/{page.pk}/", {"answer": said} | more)


def written(client, page, words=WORDS, said="wrong", **more):
    """The answer, then the words, as a person would."""
    shown = client.get(answer(client, page, said, read="2026-11-20")["Location"])
    return post(client, "/apply/feedback/words/", {"token": token_in(shown), "words": words} | more)


def editor(username="小编"):
    user = user_in("编辑", username)
    user.user_permissions.add(*Permission.objects.filter(codename__in=RIGHTS))
    return user


@pytest.fixture
def desk(plain_static):  # noqa: F811
    client = Client()
    client.force_login(editor())
    return client


def test_the_foot_of_a_page_asks_and_stays_the_same_whatever_is_answered(guide, client, out):
    export_site()
    path = out / "guides" / "permit" / "index.html"
    before = path.read_bytes()
    form = re.search(
        rf'<form action="/apply/feedback/{guide.pk}/" method="post">.*?</form>',
        before.decode(),
        re.DOTALL,
    )[0]
    assert re.findall(r'name="answer" value="(\w+)"', form) == ["yes", "no", "wrong"]
    for said in ("yes", "no"):
        answer(client, guide, said)
    written(client, guide)
    export_site()
    assert path.read_bytes() == before
    assert "helped" not in (out / "guides" / "index.html").read_text()


def test_yes_and_no_are_counted_and_thanked_for_without_a_cookie(guide, client):
    for said in ("yes", "yes", "no"):
        response = answer(client, guide, said)
        assert response.status_code == 303
        assert "谢谢" in client.get(response["Location"]).content.decode()
        client.get(response["Location"])  # looked at again, it is not counted again
    row = PageVotes.objects.get()
    assert (row.page_id, row.day, row.yes, row.no) == (guide.pk, timezone.localdate(), 2, 1)
    assert not client.cookies


def test_words_are_stored_once_sealed_with_the_page_and_the_version_that_was_read(guide, client):
    shown = client.get(answer(client, guide, "wrong", read="2026-11-20")["Location"])
    assert not PageVotes.objects.exists()
    sent = {"token": token_in(shown), "words": WORDS}
    for _again in range(3):
        response = post(client, "/apply/feedback/words/", sent)
        assert response.status_code == 303
    thanks = client.get(response["Location"]).content.decode()
    assert "收到了" in thanks
    assert guide.url in thanks
    found = PageCorrection.objects.annotate(stored=ciphertext("words")).get()
    assert (found.words, found.page_id, found.page_title) == (WORDS, guide.pk, "居住证")
    assert (found.page_url, str(found.read_version)) == (guide.url, "2026-11-20")
    assert "138" not in found.stored
    assert found.state == "new"


@pytest.mark.parametrize("words", ["", "  \n", "长" * 1001])
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(guide, client, words):
    response = written(client, guide, words)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'aria-invalid="true"' in html
    assert words.strip() in html
    assert post(client, "/apply/feedback/words/", {"token": token_in(response), "words": "好"})
    assert PageCorrection.objects.get().words == "好"


def test_a_form_that_lay_too_long_keeps_its_words(guide, client, time_machine):
    shown = client.get(answer(client, guide, "no")["Location"])
    time_machine.move_to(timezone.now() + timedelta(hours=3))
    late = {"token": token_in(shown), "words": WORDS}
    response = post(client, "/apply/feedback/words/", late)
    assert response.status_code == 422
    assert WORDS in response.content.decode()
    again = post(client, "/apply/feedback/words/", late | {"token": token_in(response)})
    assert again.status_code == 303
    assert PageCorrection.objects.count() == 1


def test_forged_slips_and_pages_that_do_not_ask_are_answered_and_nothing_is_written(guide, client):
    forged = signing.Signer(salt="x" + SALT).sign_object([guide.pk, "no", "", "0" * 32, 0])
    for token in ("", "nonsense", forged):
        sent = {"token": token, "words": WORDS}
        assert post(client, "/apply/feedback/words/", sent).status_code == 410
        assert client.get(f"/apply/feedback/thanks/{token or 'x'}/").status_code == 404
    index, gone = guide.get_parent().pk, guide.pk + 1000
    for pk in (index, gone):
        assert post(client, f"/apply/feedback/{pk}/", {"answer": "no"}).status_code == 404
    assert answer(client, guide, "maybe")["Location"] == guide.url
    assert client.get(f"/apply/feedback/{guide.pk}/")["Location"] == guide.url
    guide.unpublish()
    assert answer(client, guide, "no").status_code == 404
    assert not PageVotes.objects.exists()
    assert not PageCorrection.objects.exists()


def test_what_a_machine_sends_is_set_aside_and_its_votes_do_not_count(guide, client, settings):
    answer(client, guide, "no", website="http://spam.example")
    assert not PageVotes.objects.exists()
    assert written(client, guide, website="x").status_code == 303
    settings.FASTEST_SEND = 60
    written(client, guide, "快得不像人")
    doubts = set(PageCorrection.objects.filter(state="spam").values_list("doubt", flat=True))
    assert doubts == {"填了人看不见的那一格", "打开不到 60 秒就送出了"}


def test_a_flood_is_counted_to_a_limit_and_fills_no_disk(guide, client, monkeypatch):
    PageVotes.objects.create(page_id=guide.pk, day=timezone.localdate(), no=199)
    for _each in range(3):
        answer(client, guide, "no")
    assert PageVotes.objects.get().no == 200
    monkeypatch.setattr(receive, "MOST_OF_A_PAGE", 1)
    monkeypatch.setattr(receive, "MOST_ASIDE", 1)
    written(client, guide, "第一条")
    written(client, guide, "第二条")
    assert written(client, guide, "第三条").status_code == 503
    states = list(PageCorrection.objects.order_by("sent_at").values_list("state", flat=True))
    assert states == ["new", "spam"]


def test_editors_read_it_masked_and_in_full_only_with_a_line_in_the_log(guide, client, desk):
    written(client, guide)
    found = PageCorrection.objects.get()
    listed = desk.get("/admin/page-corrections/").content.decode()
    assert "居住证" in listed
    assert "张师傅" not in listed
    one = f"/admin/page-corrections/{found.pk}/"
    read = desk.get(one)
    assert "no-store" in read["Cache-Control"]
    assert "138****00" in read.content.decode()
    assert "138 0013 8000" not in read.content.decode()
    assert "2026-11-20" in read.content.decode()
    assert "138 0013 8000" in desk.post(f"{one}reveal/").content.decode()
    assert desk.get(f"{one}reveal/").status_code == 405
    desk.post(f"{one}settle/", {"state": "mended"})
    found.refresh_from_db()
    assert (found.state, found.settled_by) == ("mended", "小编")
    entries = ModelLogEntry.objects.filter(action__startswith="corrections.")
    told = [entry.action.partition(".")[2] for entry in entries.order_by("pk")]
    assert told == ["read", "revealed", "settled"]
    assert not any(WORDS[:4] in str(entry.data) + entry.label for entry in entries)


def test_a_superuser_sees_the_list_and_no_words(guide, client, plain_static):  # noqa: F811
    written(client, guide)
    boss = Client()
    boss.force_login(administrator())
    assert "居住证" in boss.get("/admin/page-corrections/").content.decode()
    one = f"/admin/page-corrections/{PageCorrection.objects.get().pk}/"
    for response in (boss.get(one), boss.post(f"{one}reveal/"), boss.post(f"{one}settle/")):
        assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_the_home_page_tells_editors_what_waits_and_what_is_theirs(guide, client, plain_static):  # noqa: F811
    mine, other = editor("甲"), editor("乙")
    guide.owner = mine
    guide.save()
    written(client, guide)
    for user, own in ((mine, True), (other, False)):
        desk = Client()
        desk.force_login(user)
        html = desk.get("/admin/").content.decode()
        assert "1 条没看" in html
        assert ("1 条是我负责的页面" in html) is own


def test_the_report_puts_first_what_helped_least(guide, client, desk):
    parent = guide.get_parent()
    helps = GuideFactory(parent=parent, title="帮得上的", slug="helps")
    silent = GuideFactory(parent=parent, title="没人点的", slug="silent")
    day = timezone.localdate()
    PageVotes.objects.create(page_id=helps.pk, day=day, yes=9, no=1)
    PageVotes.objects.create(page_id=guide.pk, day=day, yes=1, no=3)
    PageVotes.objects.create(page_id=guide.pk, day=day - timedelta(days=380), yes=50)
    html = desk.get("/admin/reports/page-votes/").content.decode()
    assert html.index("居住证") < html.index("帮得上的")
    assert "75%" in html
    assert silent.title not in html
    exported = desk.get("/admin/reports/page-votes/?export=csv").getvalue().decode()
    assert "居住证,1,3" in exported


def test_what_was_written_is_deleted_when_its_time_is_over_spam_first(guide, client):
    for age, state in ((29, "spam"), (31, "spam"), (179, "mended"), (181, "new")):
        PageCorrection.objects.create(
            page_id=guide.pk,
            page_title="居住证",
            page_url="/x/",
            words="好",
            state=state,
            sent_at=timezone.now() - timedelta(days=age),
        )
    PageVotes.objects.create(page_id=guide.pk, day=timezone.localdate() - timedelta(days=401))
    assert purge_feedback() == 2
    assert sorted(PageCorrection.objects.values_list("state", flat=True)) == ["mended", "spam"]
    assert not PageVotes.objects.exists()
    RetentionSettings.objects.update_or_create(defaults={"correction_days": 100})
    assert purge_feedback() == 1


def test_a_correction_outlives_its_page_and_counts_do_not(guide, client, desk):
    written(client, guide)
    answer(client, guide, "yes")
    guide.delete()
    assert not PageVotes.objects.exists()
    found = PageCorrection.objects.get()
    assert "删掉了" in desk.get(f"/admin/page-corrections/{found.pk}/").content.decode()


def test_a_person_gets_what_they_wrote_and_has_it_deleted_by_their_number(
    guide, client, monkeypatch, tmp_path, capsys
):
    for words in (WORDS, "别人写的，139 0000 0000"):
        written(client, guide, words)
    for command, *arguments in (("export_person", str(tmp_path / "copy")), ("erase_person",)):
        monkeypatch.setattr("sys.stdin", io.StringIO("13800138000\n"))
        call_command(command, *arguments)
    page = (tmp_path / "copy" / "person.html").read_text()
    assert WORDS in page
    assert "别人写的" not in page
    assert "删掉了 1 条写到这个号码的纠错：居住证" in capsys.readouterr().out
    assert "139" in PageCorrection.objects.get().words
    actions = ModelLogEntry.objects.filter(action__startswith="corrections.")
    assert set(actions.values_list("action", flat=True)) == {
        "corrections.copied",
        "corrections.erased",
    }
