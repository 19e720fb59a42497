"""Photos that come with a form: taken in without JavaScript, kept through mistakes and edits,
handed over to the request, and refused in words that say what to do."""

import re

import pytest

from service_requests.models import Attachment, Draft, ServiceRequest
from service_requests.papers import room, store
from tests.factories_papers import (
    CARD,
    PHOTOS,
    check_with,
    files_block,
    paper_service,
    pdf,
    picture,
    stored_files,
    upload,
)
from tests.factories_requests import STORY, confirm, post, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return paper_service()


def text(response) -> str:
    return response.content.decode()


def papers_in(response) -> list[str]:
    """The boxes to take a file back."""
    return re.findall(r'name="remove_paper" value="([^"]+)"', text(response))


def test_the_form_on_the_static_page_takes_files_and_says_which(client, service):
    html = text(client.get(service.url))
    assert 'enctype="multipart/form-data"' in html
    control = re.search(r'<input class="input files"[^>]*>', html)[0]
    assert 'accept="image/jpeg,image/png,image/webp"' in control
    assert " multiple" in control
    assert "照片，最多 3 份，每份最大 15 MB" in html


def test_a_photo_goes_from_the_form_to_the_request(client, service):
    response = check_with(client, service, [upload(name="门口.jpg"), upload(picture(), "合同.jpg")])
    assert response.status_code == 200
    assert "门口.jpg（照片，1 KB）<br>合同.jpg（照片，1 KB）" in text(response)
    assert confirm(client, service, token_in(response)).status_code == 303
    request = ServiceRequest.objects.get()
    assert [(p.label, p.name, p.kind, p.source) for p in request.papers.all()] == [
        ("现场的照片", "门口.jpg", "other", "form"),
        ("现场的照片", "合同.jpg", "other", "form"),
    ]
    assert not any(answer["type"] == "files" for answer in request.answers)
    Draft.objects.all().delete()
    assert request.papers.count() == len(stored_files()) == 2


def test_a_mistake_elsewhere_does_not_cost_the_photo(client, service):
    wrong = check_with(client, service, [upload(name="门口.jpg")], phone="138")
    assert wrong.status_code == 422
    assert "门口.jpg" in text(wrong)
    assert "不知道找谁开证明" in text(wrong)
    mended = check_with(client, service, token=token_in(wrong))
    assert "门口.jpg" in text(mended)
    confirm(client, service, token_in(mended))
    assert [paper.name for paper in ServiceRequest.objects.get().papers.all()] == ["门口.jpg"]


def test_a_draft_with_a_mistake_in_it_cannot_be_confirmed(client, service):
    token = token_in(check_with(client, service, [upload()], phone="138"))
    assert confirm(client, service, token).status_code == 422
    assert not ServiceRequest.objects.exists()


def test_editing_keeps_what_was_sent_adds_to_it_and_takes_single_files_back(
    client, service, django_capture_on_commit_callbacks
):
    first = check_with(client, service, [upload(name="一.jpg"), upload(picture(), "二.jpg")])
    form = post(client, f"/apply/{service.slug}/edit/", {"token": token_in(first)})
    one, _two = papers_in(form)
    third = upload(picture(colour="blue"), "三.jpg")
    changes = {"token": token_in(form), "remove_paper": [one]}
    with django_capture_on_commit_callbacks(execute=True):
        second = check_with(client, service, [third], **changes)
    assert "一.jpg" not in text(second)
    confirm(client, service, token_in(second))
    request = ServiceRequest.objects.get()
    assert [paper.name for paper in request.papers.all()] == ["二.jpg", "三.jpg"]
    assert len(stored_files()) == 2
    assert not store.is_there(one)


def test_taking_all_files_back_beside_a_mistake_brings_none_back(client, service):
    form = check_with(client, service, [upload()], phone="138")
    wrong = check_with(
        client, service, token=token_in(form), remove_paper=papers_in(form), phone="139"
    )
    assert papers_in(wrong) == []
    mended = check_with(client, service, token=token_in(wrong))
    confirm(client, service, token_in(mended))
    assert not ServiceRequest.objects.get().papers.exists()


def test_nobody_takes_back_the_files_of_another_draft(client, service):
    mine = check_with(client, service, [upload()], phone="138")
    other = check_with(client, service, [upload(picture())], phone="138")
    check_with(client, service, token=token_in(other), remove_paper=papers_in(mine))
    assert store.is_there(papers_in(mine)[0])
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "空.jpg", "“空.jpg”是空的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "图.jpg", "不是我们能收的文件"),
        (picture()[:-200], "半.jpg", "可能坏了"),
        (pdf(), "合同.pdf", "“合同.pdf”是 PDF，这里只收照片"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "IMG_1.HEIC", "HEIC 格式"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_nothing_typed_is_lost(
    client, service, content, name, words
):
    response = check_with(client, service, [upload(content, name), upload(picture(), "好.png")])
    assert response.status_code == 422
    assert words in text(response)
    assert f'href="#{PHOTOS}"' in text(response)
    for kept in ("周小麦", "不知道找谁开证明", "好.png"):
        assert kept in text(response)
    assert len(stored_files()) == 1


def test_a_file_over_the_limit_is_named_with_its_size_and_the_others_stay(
    client, service, settings
):
    settings.LARGEST_PAPER = 2 * 1024 * 1024
    large = upload(b"\xff\xd8\xff" + b"x" * 3 * 1024 * 1024, "大.jpg")
    response = check_with(client, service, [large, upload(picture(), "小.jpg")])
    assert "“大.jpg”有 3 MB，一份最大 2 MB" in text(response)
    assert "小.jpg" in text(response)
    assert "不知道找谁开证明" in text(response)


def test_files_beyond_the_number_are_named_and_those_before_are_kept(client, service):
    colours = ["red", "green", "blue", "white"]
    files = [upload(picture(colour=colour), f"{colour}.jpg") for colour in colours]
    response = check_with(client, service, files)
    assert "“现场的照片”最多 3 份，这几份没收：white.jpg" in text(response)
    assert len(papers_in(response)) == 3


def test_a_body_far_too_large_is_refused_before_it_is_read(client, service):
    response = client.post(
        f"/apply/{service.slug}/check/", {}, CONTENT_LENGTH=str(65 * 1024 * 1024)
    )
    assert response.status_code == 413
    assert "文件太多太大" in text(response)


def test_the_same_photo_chosen_twice_is_kept_once(client, service):
    check_with(client, service, [upload(name="一.jpg"), upload(name="又一次.jpg")])
    assert Attachment.objects.count() == len(stored_files()) == 1


def test_a_pdf_is_taken_where_the_editor_allows_it(client):
    service = paper_service(with_pdf=True)
    assert "application/pdf" in text(client.get(service.url))
    response = check_with(client, service, [upload(pdf(pages=3), "合同.pdf")])
    assert "合同.pdf（PDF，3 页" in text(response)


def test_what_is_required_is_asked_for_until_it_is_there(client):
    service = paper_service(required=True)
    missing = check_with(client, service)
    assert "“现场的照片”还没传" in text(missing)
    assert not Draft.objects.exists()
    assert check_with(client, service, [upload()]).status_code == 200


def test_a_photo_of_an_identity_card_needs_its_own_consent_and_is_marked(client):
    card = files_block(CARD, "身份证正面", identity=True)
    service = paper_service(more=[card])
    refused = check_with(client, service, [upload()], field=CARD)
    assert "传了证件照片，要单独勾选这一条" in text(refused)
    agreed = check_with(client, service, token=token_in(refused), id_consent="yes")
    confirm(client, service, token_in(agreed))
    request = ServiceRequest.objects.get()
    assert request.id_consent
    assert [paper.kind for paper in request.papers.all()] == ["identity"]
    assert request.papers.identity().count() == 1


def test_photos_for_a_question_that_was_not_asked_go_no_further(client):
    which = {"label": "哪一种", "required": True, "options": ["欠薪", "别的"], "help_text": ""}
    choice = {"type": "choice", "value": which, "id": "which000"}
    condition = {"question": "哪一种", "answers": ["欠薪"]}
    slips = files_block("slips000", "工资条", shown_for=condition)
    service = paper_service(more=[choice, slips])
    changes = {"f-which000": "别的", STORY: "x"}
    checked = check_with(client, service, [upload()], field="f-slips000", **changes)
    assert checked.status_code == 200
    confirm(client, service, token_in(checked))
    assert not ServiceRequest.objects.get().papers.exists()


@pytest.mark.parametrize("full", ["disk", "drafts"])
def test_with_no_room_left_the_form_still_goes_out_and_says_where_to_bring_them(
    client, settings, monkeypatch, full
):
    service = paper_service(required=True)
    if full == "disk":
        settings.PAPERS_KEEP_FREE = 10**18
    else:
        check_with(client, service, [upload()])
        monkeypatch.setattr(room, "MOST_BYTES_OF_DRAFTS", 1)
    before = len(stored_files())
    refused = check_with(client, service, [upload(picture())])
    assert "材料带到服务站来" in text(refused)
    assert len(stored_files()) == before
    sent = check_with(client, service)
    assert sent.status_code == 200
    assert confirm(client, service, token_in(sent)).status_code == 303
