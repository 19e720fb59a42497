"""The handbook on paper: read back from the real PDF, and published beside its pages."""

import io
import json
import re
from datetime import timedelta
from itertools import chain

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.core.checks import run_checks
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from pypdf import PdfReader

from export.deliver import export_site
from export.worker import build_pending
from handbook_files import making, pictures
from handbook_files.book import still
from handbook_files.booklet import CLOSING, imposed, squeezed
from handbook_files.index_terms import index_groups
from pages.models import GuidePage, HandbookFile, HandbookPage, HandbookProgress, ShortAddress
from tests import factories as make
from tests.html import parse
from tests.same_site import assert_same, folders_differ
from tests.site_of_all_kinds import build_site

TEXT = "<p>先留证据，再找单位“好好说”，说不通就打 12333。拍考勤、存聊天、记联系方式。</p>"


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small handbook, printed once and published; gone when this file's tests are done."""
    folder = tmp_path_factory.mktemp("booklet")
    before = settings.MEDIA_ROOT, settings.PUBLIC_DIR
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = folder / "media", folder / "build"
    with django_db_blocker.unblock(), transaction.atomic():
        pages = build_site()
        add_a_long_chapter(pages["handbook"], pages["handbook"].cover_id)
        export_site()
        made = making.make_pending()
        build_pending()
        yield {"pages": pages, "made": made, "out": folder / "build", "folder": folder}
        transaction.set_rollback(True)
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = before


@pytest.fixture(autouse=True)
def where_it_was_printed(printed, own_folders, settings):
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = printed["folder"] / "media", printed["out"]


@pytest.fixture
def undone(printed, django_db_blocker):
    """What a test changes is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def booklet(printed) -> PdfReader:
    return PdfReader(io.BytesIO((printed["out"] / "handbook/handbook-a5.pdf").read_bytes()))


def add_a_long_chapter(handbook, picture_id):
    body = [{"type": "heading", "id": "44444444-0000", "value": "仲裁怎么申请"}]
    body += [{"type": "text", "id": f"5555{n:04}-0", "value": TEXT * 3} for n in range(12)]
    photo = {"image": {"image": picture_id, "alt_text": "一碗饺子"}, "caption": "趁热吃"}
    body.append({"type": "gallery", "id": "66666666-0", "value": {"photos": [photo, photo]}})
    make.ChapterFactory(
        parent=handbook, title="讨薪", slug="claims", body=body, index_words="考勤\n仲裁"
    )


def texts(pdf: PdfReader) -> list[str]:
    """Each page's words, without the spaces that a reader of PDFs guesses."""
    return [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]


def test_it_is_a5_and_folds(printed, booklet):
    assert printed["made"] == 1
    assert len(booklet.pages) % 4 == 0
    sizes = {
        tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])
        for page in booklet.pages
    }
    assert sizes == {(148, 210)}


def test_contents_and_index_name_the_pages_on_which_things_stand(booklet):
    said = texts(booklet)
    contents = said[1]
    page = int(re.search(r"2讨薪(\d+)索引", contents)[1])
    assert "第2章讨薪" in said[page - 1]
    index = next(text for text in said if "索引" in text and "仲裁怎么申请" in text)
    assert f"仲裁怎么申请{page}" in index
    first = next(number for number, text in enumerate(said, 1) if "拍考勤" in text)
    assert f"考勤{first}" in index
    assert re.search(rf"(?<!么)仲裁{page}", index)  # a word that stands in a heading


def test_each_page_says_which_edition_and_when_it_was_checked(booklet):
    for text in texts(booklet)[1:-1]:
        assert "2026年冬季版，2026-11-18核对" in text


def test_a_chapter_has_its_short_address_beside_its_code(printed, booklet, undone):
    chapter = printed["pages"]["chapter"]
    code = ShortAddress.objects.get(page_id=chapter.pk, block="").code
    assert f"/s/{code}" in "".join(texts(booklet))


def test_chapters_and_sections_carry_codes_that_a_phone_reads(printed, booklet, undone):
    chapters = HandbookPage.objects.get().get_children()
    rows = ShortAddress.objects.filter(page__in=[*chapters, printed["pages"]["handbook"]])
    assert {row.block for row in rows} >= {"", "22222222-0000", "44444444-0000"}
    expected = {f"{settings.PUBLIC_URL}/s/{row.code}/" for row in rows}
    for name in ("handbook-a5.pdf", "handbook-a4.pdf"):
        assert codes_in(printed["out"] / "handbook" / name) == expected


def codes_in(path) -> set[str]:
    """As a phone's camera sees the paper: 200 dots an inch."""
    pages = [page.render(scale=200 / 72).to_pil() for page in pypdfium2.PdfDocument(path)]
    return {code.text for page in pages for code in zxingcpp.read_barcodes(page)}


def test_it_is_tagged_chinese_and_has_an_outline(booklet):
    root = booklet.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("zh-Hans", True)
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    titles = [each.title for each in booklet.outline if not isinstance(each, list)]
    assert {"欠薪", "讨薪", "索引"} <= set(titles)


def test_every_sign_has_its_glyph_and_no_line_begins_with_a_closing_mark(printed):
    pdf = pypdfium2.PdfDocument(printed["out"] / "handbook/handbook-a5.pdf")
    lines = chain(*(page.get_textpage().get_text_range().splitlines() for page in pdf))
    lines = [line for line in lines if line.strip()]
    assert len(lines) > 50
    assert not [line for line in lines if line[0] in CLOSING or "\ufffd" in line]


def test_marks_that_meet_lose_their_blank_half_and_others_keep_it():
    assert (
        squeezed("说：“好。”") == '说<span class="half">：</span>“好<span class="half">。</span>”'
    )
    assert squeezed("好，好。") == "好，好。"


def test_sheets_fold_to_the_booklet(printed, booklet):
    pdf = pypdfium2.PdfDocument(printed["out"] / "handbook/handbook-a4.pdf")
    sides = [halves(page) for page in pdf]
    count = len(booklet.pages)
    assert len(sides) == count // 2
    numbers, words = chain(*by_hand(count)), chain(*sides)
    folded = dict(zip(numbers, words, strict=True))
    pages = pypdfium2.PdfDocument(printed["out"] / "handbook/handbook-a5.pdf")
    bare = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pages]
    assert [folded[number] for number in range(1, count + 1)] == bare


def by_hand(count: int) -> list[tuple[int, int]]:
    """A stack of folded sheets, each with a front and a back, numbered by leafing through."""
    sides = [[0, 0] for _side in range(count // 2)]
    for number in range(1, count + 1):
        sheet = (number - 1) // 2 if number <= count // 2 else (count - number) // 2
        is_front = number % 2 == (1 if number <= count // 2 else 0)
        on_the_right = number % 2 == 1
        sides[2 * sheet + (0 if is_front else 1)][on_the_right] = number
    return [(left, right) for left, right in sides]


def halves(page) -> tuple[str, str]:
    width, height = page.get_size()
    words = page.get_textpage()
    left = words.get_text_bounded(0, 0, width / 2, height)
    right = words.get_text_bounded(width / 2, 0, width, height)
    return re.sub(r"\s", "", left), re.sub(r"\s", "", right)


@pytest.mark.parametrize("count", [4, 8, 44])
def test_any_number_of_sheets_is_in_order(count):
    assert imposed(count) == by_hand(count)


def test_the_offline_page_says_what_the_site_says_and_which_edition_it_is(printed):
    html = (printed["out"] / "handbook/handbook-offline.html").read_text()
    assert parse(html).errors == []
    for words in ("2026 年冬季版", "2026-11-18 核对", "住满半年，就能办", "拍考勤"):
        assert words in html
    assert 'href="#chapter-2"' in html
    assert f'href="{settings.PUBLIC_URL}/guides/permit/"' in html
    assert not re.findall(r'(?:src|href)="/', html)
    assert html.count('src="data:image/webp;base64,') == 4


def test_readers_find_the_files_and_a_clean_build_has_the_same(printed, undone, tmp_path):
    html = (printed["out"] / "handbook/index.html").read_text()
    assert 'href="/handbook/handbook-a5.pdf"' in html
    assert 'href="/handbook/handbook-a4.pdf"' in html
    assert 'href="/handbook/handbook-offline.html" download="手册.html"' in html
    export_site(tmp_path / "clean")
    assert_same(folders_differ(printed["out"], tmp_path / "clean"))


def test_nothing_is_made_again_while_nothing_changed(undone):
    assert making.pending() == []
    assert making.make_pending() == 0


def test_a_guide_that_is_changed_changes_the_booklet(printed, undone, out):
    guide = GuidePage.objects.get(pk=printed["pages"]["guide"].pk)
    guide.answer_headline = "住满一年，才能办"
    guide.save_revision().publish()
    assert [each.handbook_id for each in making.pending()] == [printed["pages"]["handbook"].pk]
    assert making.make_pending() == 1
    row = HandbookFile.objects.get(kind="a5")
    with default_storage.open(row.name) as file:
        assert "住满一年，才能办" in "".join(texts(PdfReader(file)))


def test_the_same_facts_make_the_same_file(printed, undone):
    (manuscript,) = making.manuscripts()
    again = {}
    for outlet in making.outlets():
        again |= outlet.make(manuscript, print)
    for row in HandbookFile.objects.all():
        assert again[row.kind][0] == (printed["out"] / "handbook" / row.public_name).read_bytes()


def test_what_fails_keeps_the_last_file_and_editors_are_told(printed, undone, client, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("没有纸了")

    handbook = HandbookPage.objects.get()
    before = HandbookFile.objects.get(kind="a5").name
    handbook.edition = "2027 年春季版"
    handbook.save_revision().publish()
    monkeypatch.setattr(making, "booklet", fail)
    assert making.make_pending() == 0
    row = HandbookFile.objects.get(kind="a5")
    assert row.name == before
    assert default_storage.exists(before)
    assert making.pending() == []  # until it has changed again, or ten minutes later
    client.force_login(make_admin())
    form = client.get(f"/admin/pages/{handbook.pk}/edit/").content.decode()
    assert "没有纸了" in form
    assert "读者拿到的还是上一份" in form


def test_editors_see_which_step_is_under_way(printed, undone, client, monkeypatch):
    def impose(body):
        seen.append(client.get(state).content.decode())
        return b"%PDF-1.7"

    seen, state = [], f"/admin/handbook/{printed['pages']['handbook'].pk}/files/"
    client.force_login(make_admin())
    monkeypatch.setattr(making, "sheets", impose)
    HandbookFile.objects.all().delete()
    assert making.make_pending() == 1
    assert "正在拼 A4，第 4 步，共 4 步" in seen[0]
    assert (
        '<progress class="handbook-files__bar" aria-label="做文件的进度" value="3" max="4">'
        in seen[0]
    )
    after = client.get(state).content.decode()
    assert "正在" not in after
    assert "A5 小册子" in after


def test_a_making_that_died_is_not_shown_for_ever(printed, undone, client, time_machine):
    handbook = printed["pages"]["handbook"]
    HandbookProgress.objects.create(handbook=handbook, step="layout", done=1, total=4)
    assert HandbookProgress.of(handbook.pk)
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert HandbookProgress.of(handbook.pk) is None


def make_admin():
    from django.contrib.auth.models import User

    return User.objects.create_superuser("editor")


def test_without_pango_the_site_says_so_and_goes_on(monkeypatch, undone):
    for module in ("checks", "making"):
        monkeypatch.setattr(f"handbook_files.{module}.why_not", lambda: "缺少 Pango。")
    assert "缺少 Pango" in str([each.msg for each in run_checks()])
    HandbookFile.objects.all().delete()
    assert making.make_pending() == 1
    assert making.pending() == []
    assert [row.kind for row in HandbookFile.objects.all()] == ["html"]


def test_a_picture_from_anywhere_else_is_refused():
    for url in ("https://example.org/a.png", "file:///etc/passwd"):
        with pytest.raises(ValueError, match="a"):
            pictures.picture_name(url)


def test_words_are_sorted_by_pinyin():
    sections = [{"title": title, "id": title} for title in ("租房", "办证", "落户", "安全")]
    groups = index_groups([{"sections": sections, "index_terms": [], "body": [], "number": 1}])
    assert [group["letter"] for group in groups] == ["A", "B", "L", "Z"]
    assert json.dumps(groups)


def test_a_sign_up_for_an_event_that_is_quoted_is_no_reason_to_print_anew():
    def quoted(words: str) -> dict:
        ticket = {"title": "快乐营", "capacity": 30, "places": {"words": words}}
        return {"type": "event_card", "id": "1", "value": {"ticket": ticket}}

    assert still(quoted("还剩 30 个名额")) == still(quoted("还剩 29 个名额"))
    assert still(quoted("满了"))["value"]["ticket"]["capacity"] == 30
