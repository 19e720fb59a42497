"""Papers added on the status page: for half an hour after the reference and the phone were right,
so many a day, and the case worker is told."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from service_requests.models import OutboxMessage
from service_requests.papers import adding
from service_requests.states import State
from service_requests.status_tokens import status_token
from tests.factories_papers import make_paper, picture, stored_files, upload
from tests.factories_requests import (
    make_request,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    post,
    token_in,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]

URL = "/apply/status/papers/"


@pytest.fixture
def request_():
    make_service()
    return make_request(state=State.AWAITING_APPLICANT)


def ask(client, request):
    return post(client, "/apply/status/", {"reference": request.reference, "last_four": "8000"})


def add(client, request, *files, **more):
    token = status_token(request.reference)
    headers = more.pop("headers", None)
    return client.post(URL, {"papers": list(files), "token": token} | more, headers=headers)


def text(response) -> str:
    return response.content.decode()


def test_the_page_offers_it_and_what_is_sent_reaches_staff(client, request_):
    page = text(ask(client, request_))
    assert "补材料" in page
    assert 'enctype="multipart/form-data"' in page
    data = {"papers": [upload(name="周小麦.jpg")], "token": token_in(ask(client, request_))}
    answer = text(client.post(URL, data))
    assert "收到了 1 份，经办人会看到" in answer
    assert "补交的材料" in answer
    assert "周小麦.jpg" not in answer
    paper = request_.papers.get()
    assert (paper.source, paper.kind, paper.name) == ("status", "other", "周小麦.jpg")
    notice = OutboxMessage.objects.get()
    assert (notice.channel, notice.payload["event"]) == ("staff", "papers")
    client.force_login(user_in("主管"))
    staff_page = text(client.get(f"/admin/requests/{request_.pk}/"))
    assert "添加材料" in staff_page
    assert "在进度页补的" in staff_page


@pytest.fixture
def items(request_):
    return [
        request_.missing_items.create(text=words, asked_on="2026-11-20")
        for words in ("宿舍证明", "工资流水")
    ]


def test_it_is_said_which_of_the_missing_ones_a_paper_is(client, request_, items):
    page = text(ask(client, request_))
    assert "这是哪一样" in page
    assert "别的，或者不止一样" in page
    answer = text(add(client, request_, upload(), item=str(items[1].pk)))
    assert "宿舍证明</li>" in answer
    assert "工资流水 <b>交了，等经办人看</b></li>" in answer
    assert '<span class="paper"><b>工资流水</b>' in answer
    client.force_login(user_in("主管"))
    staff_page = text(client.get(f"/admin/requests/{request_.pk}/"))
    assert re.search(r'工资流水 <a href="#papers">申请人交了 1 份', staff_page)
    assert "<b>工资流水</b>" in staff_page
    assert not re.search(r"宿舍证明 <a", staff_page)
    assert "告知以后来了：" not in staff_page


def test_the_only_one_that_lacks_is_chosen_beforehand(client, request_, items):
    items[0].arrived_on = "2026-11-21"
    items[0].save()
    page = text(ask(client, request_))
    assert re.search(rf'value="{items[1].pk}"[^>]* checked', page)
    assert f'value="{items[0].pk}"' not in page


@pytest.mark.parametrize("what", ["other", "arrived", "of another", "x"])
def test_a_paper_for_none_of_them_is_taken_all_the_same(what, client, request_, items):
    items[0].arrived_on = "2026-11-21"
    items[0].save()
    other = make_request(state=State.AWAITING_APPLICANT, phone="13900139000")
    others = other.missing_items.create(text="别人的证明", asked_on="2026-11-20")
    number = {"arrived": items[0].pk, "of another": others.pk}.get(what, what)
    answer = text(add(client, request_, upload(), item=str(number)))
    assert "收到了 1 份" in answer
    assert "别人的证明" not in answer
    assert request_.papers.get().missing_item is None


def test_what_was_chosen_is_kept_beside_a_mistake(client, request_, items):
    page = text(add(client, request_, item=str(items[1].pk)))
    assert "还没选文件" in page
    assert re.search(rf'value="{items[1].pk}"[^>]* checked', page)


def test_nothing_is_asked_where_nothing_is_waited_for(client, request_):
    assert "这是哪一样" not in text(ask(client, request_))


def test_identity_papers_are_marked_and_the_consent_is_kept_in_its_words(client, request_):
    add(client, request_, upload(), identity="yes")
    assert request_.papers.get().kind == "identity"
    consent = request_.consents.get()
    assert (consent.purpose, consent.text) == (
        "id_number",
        "里面有身份证、居住证这类证件。我同意你们用它办这件事，办完 90 天后删掉",
    )


def test_without_a_file_in_order_no_consent_is_kept(client, request_):
    response = add(client, request_, upload(b"<svg/>", "x.svg"), identity="yes")
    assert response.status_code == 422
    assert not request_.consents.exists()
    assert 'name="identity" aria-' not in text(response)
    assert "checked" in text(response)


def test_what_cannot_be_taken_is_named_beside_what_was(client, request_):
    response = add(client, request_, upload(), upload(b"GIF89a", "动.gif"))
    assert response.status_code == 422
    assert "收到了 1 份" in text(response)
    assert "“动.gif”不是我们能收的文件" in text(response)
    assert 'href="#papers"' in text(response)


def test_sending_nothing_says_so(client, request_):
    assert "还没选文件" in text(add(client, request_))


def test_the_same_page_sent_again_adds_nothing(client, request_):
    add(client, request_, upload())
    again = add(client, request_, upload())
    assert again.status_code == 200
    assert "有 1 份以前收到过" in text(again)
    assert request_.papers.count() == len(stored_files()) == 1


def test_another_site_and_a_token_that_is_old_or_forged_add_nothing(client, request_):
    foreign = add(client, request_, upload(), headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    for token in ("", "x", status_token("0" * 10), status_token(request_.reference) + "x"):
        assert client.post(URL, {"papers": [upload()], "token": token}).status_code == 410
    with time_machine.travel(timezone.now() - timedelta(minutes=31)):
        old = status_token(request_.reference)
    assert client.post(URL, {"papers": [upload()], "token": old}).status_code == 410
    assert not request_.papers.exists()


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN, State.REJECTED])
def test_what_is_over_takes_no_more(client, request_, state):
    request_.state = state
    request_.save()
    assert URL not in text(ask(client, request_))
    response = add(client, request_, upload())
    assert response.status_code == 409
    assert not request_.papers.exists()
    assert stored_files() == []


def test_one_set_aside_as_spam_looks_like_any_other_and_nobody_is_told(client, request_):
    request_.state = State.SPAM
    request_.save()
    assert URL in text(ask(client, request_))
    assert "收到了 1 份" in text(add(client, request_, upload()))
    assert not OutboxMessage.objects.exists()


def test_so_many_a_day_and_no_more(client, request_, monkeypatch):
    monkeypatch.setattr(adding, "MOST_A_DAY", 2)
    files = [upload(picture(colour=colour)) for colour in ("red", "green", "blue")]
    assert "这几份没收" in text(add(client, request_, *files))
    assert request_.papers.count() == 2
    request_.papers.all().discard("erasure")
    full = text(ask(client, request_))
    assert "今天加的材料已经够多了" in full
    assert 'type="file"' not in full
    add(client, request_, upload(picture(colour="white")))
    assert request_.papers.kept().count() == 0
    request_.papers.update(created_at=timezone.now() - timedelta(hours=25))
    add(client, request_, upload(picture(colour="white")))
    assert request_.papers.kept().count() == 1


def test_so_many_a_request_and_no_more(client, request_, monkeypatch):
    monkeypatch.setattr(adding, "MOST_PER_REQUEST", 1)
    make_paper(request_)
    assert "够多了" in text(ask(client, request_))
    add(client, request_, upload())
    assert request_.papers.count() == 1


def test_two_that_come_at_once_are_counted_with_the_row_locked(client, request_, monkeypatch):
    """Between the first count and the lock, another page's file came in."""
    monkeypatch.setattr(adding, "MOST_A_DAY", 1)
    receive = adding.receive

    def slowly(*args):
        received = receive(*args)
        make_paper(request_, source="status", digest="another")
        return received

    monkeypatch.setattr(adding, "receive", slowly)
    response = add(client, request_, upload())
    assert response.status_code == 409
    assert "今天加的材料已经够多了" in text(response)
    assert request_.papers.count() == 1


def test_with_no_room_it_says_where_to_bring_them(client, request_, settings):
    settings.PAPERS_KEEP_FREE = 10**18
    page = text(ask(client, request_))
    assert "材料带到服务站来" in page
    assert 'type="file"' not in page
    assert add(client, request_, upload()).status_code == 409
    assert not request_.papers.exists()
