"""What readers search for and do not find is told to editors, and nobody's own words are kept."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from search import unanswered
from search.models import SynonymGroup, UnansweredQuery
from tests.html import Document, parse

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/unanswered/"


def ask(client, query, times=1):
    for _ in range(times):
        client.get("/search/", {"q": query})


def report(admin_client) -> Document:
    return parse(admin_client.get(REPORT).content.decode())


def listed(admin_client):
    return ["".join(cell.itertext()).strip() for cell in report(admin_client).all("td")]


@pytest.mark.both_databases
def test_what_three_searches_did_not_find_is_listed_with_its_number(client, admin_client, out):
    ask(client, "火车票退票", times=4)
    assert {"火车票退票", "4"} <= set(listed(admin_client))


def test_what_fewer_asked_for_is_not_written_down_anywhere(client, admin_client, out):
    ask(client, "张小三", times=2)
    assert "张小三" not in str(list(UnansweredQuery.objects.values()))
    assert "张小三" not in admin_client.get(REPORT).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "13800138000",
        "我的号是1380 013",
        "a@b.cn",
        "京",
        "我姓张住在前山想问一下我的钱什么时候能要回来",
    ],
)
def test_numbers_addresses_and_sentences_are_not_counted(query, client, out):
    ask(client, query, times=5)
    assert not UnansweredQuery.objects.exists()


def test_what_is_found_is_not_counted(client, out):
    folder = out / "search"
    folder.mkdir(parents=True)
    entry = '[{"url": "/a/", "kind": "消息", "title": "居住证", "lead": "", "text": ""}]'
    (folder / "entries-0.json").write_text(entry)
    ask(client, "居住证", times=5)
    assert not UnansweredQuery.objects.exists()


def test_spaces_and_width_make_no_other_word(client, admin_client, out):
    for query in ["退 票", " 退　票 ", "退 票"]:
        ask(client, query)
    assert "退 票" in listed(admin_client)


def test_a_flood_of_nonsense_fills_no_table(client, out, monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_SECRET", 3)
    for number in range(8):
        ask(client, f"没有的词{chr(0x4E00 + number)}")
    assert UnansweredQuery.objects.count() == 3


def test_old_ones_are_forgotten(client, out):
    ask(client, "火车票退票", times=3)
    ask(client, "只搜一次")
    UnansweredQuery.objects.update(last_on=timezone.localdate() - timedelta(days=8))
    unanswered.forget_old()
    assert [row.text for row in UnansweredQuery.objects.all()] == ["火车票退票"]
    UnansweredQuery.objects.update(last_on=timezone.localdate() - timedelta(days=91))
    unanswered.forget_old()
    assert not UnansweredQuery.objects.exists()


def test_from_the_report_one_goes_to_the_synonym(client, admin_client, out):
    ask(client, "迁户口", times=3)
    cells = report(admin_client).all("td")
    address = next(link.get("href") for cell in cells for link in cell.iter("a"))
    form = admin_client.get(address).content.decode()
    assert 'value="迁户口、"' in form
    admin_client.post(address, {"words": "迁户口, 入户 落户"})
    assert SynonymGroup.objects.get().words == "迁户口、入户、落户"


def test_a_synonym_of_one_word_is_refused_in_chinese(admin_client):
    response = admin_client.post("/admin/search-synonyms/new/", {"words": "落户"})
    assert "写两个到十二个不同的词" in response.content.decode()
    assert not SynonymGroup.objects.exists()


def test_the_report_is_for_those_who_may_see_it(client, django_user_model):
    user = django_user_model.objects.create_user("somebody")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(REPORT).status_code == 302
    user.user_permissions.add(Permission.objects.get(codename="view_unansweredquery"))
    client.force_login(type(user).objects.get(pk=user.pk))
    assert client.get(REPORT).status_code == 200
