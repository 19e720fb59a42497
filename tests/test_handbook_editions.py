"""Editions of the handbook: frozen, compared, listed for readers, and never altered again."""

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from wagtail.models import GroupPagePermission, PageLogEntry

from export.deliver import export_site
from export.worker import build_pending
from handbook_files import making
from handbook_files.editions import NotFrozen, freeze, frozen_book
from handbook_files.sentences import differences
from pages.models import HandbookEdition, HandbookFile, HandbookPage
from tests import factories as make
from tests.factories_requests import administrator, user_in
from tests.same_site import assert_same, folders_differ

LINE = "<p>先看房，再签字。押金写进合同。</p>"
BODY = [
    {"type": "text", "id": "aaaaaaaa-0000", "value": LINE},
    {"type": "heading", "id": "bbbbbbbb-0000", "value": "押金怎么退"},
    {"type": "text", "id": "cccccccc-0000", "value": "<p>住满<b>半</b>年，全退。别的照合同。</p>"},
    {"type": "heading", "id": "dddddddd-0000", "value": "水电"},
    {"type": "text", "id": "eeeeeeee-0000", "value": "<p>电表读数拍照。</p>"},
]


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker, tmp_path_factory):
    """A handbook that quotes a guide, exported once; every test takes back what it changes."""
    before = settings.MEDIA_ROOT, settings.PUBLIC_DIR
    folder = tmp_path_factory.mktemp("editions")
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = folder / "media", folder / "build"
    with django_db_blocker.unblock(), transaction.atomic():
        index = make.GuideIndexFactory(title="办事指南", slug="guides")
        guide = make.GuideFactory(parent=index, title="居住证", slug="permit")
        handbook = make.HandbookFactory(title="手册", slug="handbook")
        quote = {"type": "guide_facts", "id": "ffffffff-0000", "value": {"guide": guide.pk}}
        make.ChapterFactory(parent=handbook, title="租房", slug="renting", body=BODY)
        make.ChapterFactory(parent=handbook, title="办证", slug="papers", body=[quote])
        export_site()
        yield folder
        transaction.set_rollback(True)
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = before


@pytest.fixture
def handbook(published, own_folders, settings, django_db_blocker, monkeypatch):
    """Without paper: what is printed is in test_handbook_booklet."""
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = published / "media", published / "build"
    monkeypatch.setattr(making, "why_not", lambda: "没有纸。")
    with django_db_blocker.unblock(), transaction.atomic():
        yield HandbookPage.objects.get()
        transaction.set_rollback(True)


@pytest.fixture
def staff(handbook, client):
    client.force_login(administrator())
    return client


def publish(page, **fields):
    page = page.specific
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def chapter(handbook, slug: str):
    return handbook.get_children().get(slug=slug)


def rewrite(handbook):
    """A sentence is put right, a section goes, a chapter comes, and the edition gets a name."""
    halved = BODY[2] | {"value": "<p>住满一年，全退。别的照合同。</p>"}
    publish(chapter(handbook, "renting"), body=[*BODY[:2], halved])
    make.ChapterFactory(parent=handbook, title="防骗", slug="fraud", body=BODY[:1])
    publish(handbook, edition="2027 年春季版")


def page_of(client, handbook, end: str = "") -> str:
    answer = client.get(f"/admin/handbook/{handbook.pk}/editions/{end}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_published_stays_and_what_is_a_draft_is_not_in_it(handbook):
    draft = chapter(handbook, "renting").specific
    draft.title = "还没发布的题目"
    draft.save_revision()
    edition = freeze(handbook, None, "")
    guide = make.models.GuidePage.objects.get()
    publish(guide, answer_headline="住满一年，才能办")
    book = frozen_book(HandbookEdition.objects.get(pk=edition.pk))
    assert [each["title"] for each in book["chapters"]] == ["租房", "办证"]
    assert "住满半年，就能办" in str(book)
    assert "住满一年" not in str(book)


def test_its_files_are_made_from_what_was_frozen_and_never_again(handbook):
    freeze(handbook, None, "")
    publish(chapter(handbook, "renting"), title="租房和退房")
    assert making.make_pending() == 2
    rows = HandbookFile.objects.exclude(edition=None)
    with default_storage.open(rows.get().name) as file:
        html = file.read().decode()
    assert "2026 年冬季版（第 1 版）" in html
    assert "租房和退房" not in html
    publish(chapter(handbook, "renting"), title="退房")
    assert making.make_pending() == 1
    with default_storage.open(rows.get().name) as file:
        assert file.read().decode() == html


def test_readers_get_a_list_of_changes_and_old_editions(handbook, out, tmp_path):
    freeze(handbook, None, "")
    rewrite(handbook)
    freeze(handbook, None, "加了防骗。")
    making.make_pending()
    build_pending()
    html = (out / "handbook/editions/index.html").read_text()
    first, second = html.index('id="edition-1"'), html.index('id="edition-2"')
    assert second < first
    newest = html[second:first]
    for words in ("2027 年春季版（第 2 版）", "加了防骗。", "新加一章：防骗", "去掉：水电",
                  "改了：押金怎么退"):  # fmt: skip
        assert words in newest
    for number in (1, 2):
        assert f'href="/handbook/editions/{number}/handbook-offline.html"' in html
        assert (out / f"handbook/editions/{number}/handbook-offline.html").exists()
    assert "最近定的是2027 年春季版（第 2 版）" in (out / "handbook/index.html").read_text()
    export_site(tmp_path / "clean")
    assert_same(folders_differ(out, tmp_path / "clean"))


def test_staff_see_which_words_have_changed(handbook, staff):
    freeze(handbook, None, "")
    rewrite(handbook)
    html = page_of(staff, handbook, "1-0/")
    assert "<del>住满<mark>半</mark>年，全退。</del>" in html
    assert "<ins>住满<mark>一</mark>年，全退。</ins>" in html
    assert "先看房" not in html.partition("防骗")[0]  # what stayed is not repeated
    assert "电表读数拍照" in html


def test_a_guide_that_is_quoted_counts_as_a_change(handbook, staff):
    freeze(handbook, None, "")
    publish(make.models.GuidePage.objects.get(), answer_headline="住满一年，才能办")
    assert "住满<mark>一</mark>年，<mark>才</mark>能办" in page_of(staff, handbook, "1-0/")


def test_freezing_in_the_admin_shows_what_goes_in_and_what_is_only_a_draft(handbook, staff):
    draft = chapter(handbook, "papers").specific
    draft.title = "证件"
    draft.save_revision()
    html = page_of(staff, handbook, "freeze/")
    assert "2026 年冬季版（第 1 版）" in html
    assert "不会进这一版：办证" in html
    url = f"/admin/handbook/{handbook.pk}/editions/freeze/"
    html = staff.post(url, {"note": "第一次印。"}, follow=True).content.decode()
    assert "定好了：2026 年冬季版（第 1 版）" in html
    assert "第一次印。" in html
    assert "管理员" in html
    assert "正在做" in html
    assert 'http-equiv="refresh"' in html
    making.make_pending()
    html = page_of(staff, handbook)
    assert "正在做" not in html
    assert "/handbook/editions/1/handbook-offline.html" in html
    entry = PageLogEntry.objects.get(action="handbook.freeze")
    assert entry.data["edition"] == "2026 年冬季版（第 1 版）"


def test_the_same_words_are_not_frozen_twice_and_the_note_is_not_lost(handbook, staff):
    freeze(handbook, None, "")
    url = f"/admin/handbook/{handbook.pk}/editions/freeze/"
    html = staff.post(url, {"note": "又写了一遍。"}).content.decode()
    assert "一字不差" in html
    assert "又写了一遍。" in html
    assert HandbookEdition.objects.count() == 1


def test_a_handbook_that_readers_cannot_reach_is_not_frozen(handbook, staff):
    handbook.unpublish()
    assert "手册还没有公开" in page_of(staff, handbook, "freeze/")
    with pytest.raises(NotFrozen):
        freeze(handbook, None, "")


def test_a_note_may_be_put_right(handbook, staff):
    freeze(handbook, None, "第一此印")
    url = f"/admin/handbook/{handbook.pk}/editions/1/note/"
    assert "第一此印" in staff.get(url).content.decode()
    staff.post(url, {"note": "第一次印"})
    assert HandbookEdition.objects.get().note == "第一次印"


def test_who_may_edit_and_not_publish_sees_editions_and_makes_none(handbook, client):
    freeze(handbook, None, "")
    user = user_in("编辑")
    base = f"/admin/handbook/{handbook.pk}/editions/"
    client.force_login(user)
    assert client.get(base).status_code == 302
    group = user.groups.get()
    GroupPagePermission.objects.create(group=group, page=handbook, permission_type="change")
    assert "freeze/" not in page_of(client, handbook)
    for end in ("freeze/", "1/note/"):
        assert client.post(base + end, {"note": "我来"}).status_code == 302
    assert [each.note for each in HandbookEdition.objects.all()] == [""]


def test_an_edition_outlives_its_handbook(handbook):
    edition = freeze(handbook, None, "")
    handbook.delete()
    kept = HandbookEdition.objects.get(pk=edition.pk)
    assert frozen_book(kept)["chapters"][0]["title"] == "租房"
    assert making.pending() == []


def test_sentences_that_have_little_in_common_stand_whole():
    (removed, added) = differences(["今天开会。"], ["押金写进合同。"])
    assert [piece["other"] for piece in (*removed["pieces"], *added["pieces"])] == [False, False]
