"""What staff see of papers, and how: a download each time, written down each time."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from service_requests import handling
from service_requests.access import staff
from service_requests.models import Attachment
from service_requests.papers import store
from service_requests.papers.upload import SentFile, StaffPapersInMemory
from tests.factories_papers import SECRET, pdf, phone_photo, picture, stored_files, upload
from tests.factories_requests import (
    administrator,
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


@pytest.fixture
def request_with_scan():
    request = make_request()
    as_(user_in("主管", "阿秀")).post(
        url(request, "scan"), {"scans": [upload(name="周小麦的证.jpg")]}
    )
    return request


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(request, step="") -> str:
    return f"/admin/requests/{request.pk}/{step}/" if step else f"/admin/requests/{request.pk}/"


def page(client, request) -> str:
    return client.get(url(request)).content.decode()


def read(client, request):
    return client.post(url(request, "paper"), {"paper": request.papers.get().pk})


def test_the_page_lists_papers_with_kind_size_when_and_from_whom(request_with_scan):
    html = page(as_(user_in("办理员")), request_with_scan)
    for shown in ("扫描件", "周小麦的证.jpg", "照片，1 KB", "阿秀存的"):
        assert shown in html


def test_reading_one_is_a_download_that_runs_nothing_and_is_written_down(request_with_scan):
    client = as_(user_in("办理员"))
    response = read(client, request_with_scan)
    reference, paper = request_with_scan.reference, request_with_scan.papers.get()
    assert response["Content-Type"] == "image/jpeg"
    name = f"{reference}-{paper.pk}.jpg"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Image.open(BytesIO(response.content)).size == (40, 80)
    assert SECRET not in response.content
    event = request_with_scan.events.get(kind="paper")
    assert (event.actor_name, event.text) == ("办理员", "扫描件（照片，1 KB）")
    assert "看材料" in page(client, request_with_scan)


def test_no_address_of_a_paper_can_be_followed_as_a_link(request_with_scan):
    client = as_(user_in("办理员"))
    assert client.get(url(request_with_scan, "paper")).status_code == 405
    assert not request_with_scan.events.filter(kind="paper").exists()


@pytest.mark.parametrize("who", ["审计员", "administrator"])
def test_who_does_not_see_the_content_reads_no_paper_and_no_name(request_with_scan, who):
    client = as_(administrator() if who == "administrator" else user_in(who))
    assert "周小麦的证" not in page(client, request_with_scan)
    assert read(client, request_with_scan).status_code == 403
    scan = client.post(url(request_with_scan, "scan"), {"scans": [upload(picture())]})
    assert scan.status_code == 403
    assert request_with_scan.papers.count() == 1
    assert not request_with_scan.events.filter(kind="paper").exists()


def test_a_confidential_request_keeps_its_papers_from_a_colleague():
    request = make_request(confidential=True)
    as_(user_in("主管")).post(url(request, "scan"), {"scans": [upload(name="周小麦的证.jpg")]})
    colleague = as_(user_in("办理员"))
    assert "周小麦的证" not in page(colleague, request)
    assert read(colleague, request).status_code == 403


def test_a_paper_of_another_request_is_not_given_out(request_with_scan):
    other = make_request()
    pk = request_with_scan.papers.get().pk
    response = as_(user_in("办理员")).post(url(other, "paper"), {"paper": pk})
    assert response.status_code == 410


@pytest.mark.parametrize("key", ["", "x", "٣", "9" * 40, "-1"])
def test_a_key_that_is_none_is_answered_in_words(request_with_scan, key):
    response = as_(user_in("办理员")).post(url(request_with_scan, "paper"), {"paper": key})
    assert response.status_code == 410
    assert "这份材料不在了" in response.content.decode()


def test_a_scan_is_added_with_what_it_is_and_leaves_an_event():
    request = make_request()
    client = as_(user_in("办理员"))
    data = {"scans": [upload(pdf(), "合同.pdf")], "label": "劳动合同", "identity": "yes"}
    client.post(url(request, "scan"), data)
    paper = request.papers.get()
    assert (paper.label, paper.name) == ("扫描件", "劳动合同：合同.pdf")
    assert (paper.kind, paper.source) == ("identity", "staff")
    assert (paper.pages, paper.media_type) == (2, "application/pdf")
    event = request.events.get(kind="papers")
    assert (event.actor_name, event.text) == ("办理员", "扫描件（PDF，2 页，5 KB）")
    request.refresh_from_db()
    assert request.version == 1
    assert "filename=" in read(client, request)["Content-Disposition"]


def test_a_scan_that_cannot_be_taken_is_refused_in_words_and_its_name_stays():
    request = make_request()
    data = {"scans": [upload(b"<html>", "x.html")], "label": "劳动合同"}
    response = as_(user_in("办理员")).post(url(request, "scan"), data)
    assert response.status_code == 422
    assert "“x.html”不是我们能收的文件" in response.content.decode()
    assert 'value="劳动合同"' in response.content.decode()
    assert "还没选文件" in as_(user_in("主管")).post(url(request, "scan"), {}).content.decode()
    assert not request.papers.exists()


def test_of_several_scans_those_in_order_are_kept_and_the_others_named():
    request = make_request()
    files = [upload(b"GIF89a", "动.gif"), upload(picture(), "好.jpg")]
    client = as_(user_in("办理员"))
    response = client.post(url(request, "scan"), {"scans": files}, follow=True)
    assert "“动.gif”不是我们能收的文件" in response.content.decode()
    assert [paper.name for paper in request.papers.all()] == ["好.jpg"]


def test_a_scan_on_its_way_through_the_admin_never_lies_in_a_temporary_folder(
    monkeypatch, tmp_path, settings
):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "none"  # writing there would fail
    request = make_request()
    taken = []
    complete = StaffPapersInMemory.file_complete
    monkeypatch.setattr(
        StaffPapersInMemory,
        "file_complete",
        lambda self, size: taken.append(complete(self, size)) or taken[-1],
    )
    large = phone_photo() + b"\0" * 3 * 1024 * 1024  # Django writes what is over 2.5 MB to disk
    as_(user_in("办理员")).post(url(request, "scan"), {"scans": [upload(large)]})
    assert [type(each) for each in taken] == [SentFile]
    assert request.papers.count() == 1


def test_other_uploads_in_the_admin_go_their_usual_way(admin_client):
    data = {"title": "合影", "file": upload(picture(), "a.jpg"), "collection": "1"}
    admin_client.post("/admin/images/add/", data)
    from pages.models import SiteImage

    assert SiteImage.objects.get().width == 60


def test_a_lost_file_is_told_on_the_page_and_to_whoever_asks_for_it(request_with_scan):
    store.remove(request_with_scan.papers.get().stored_as)
    client = as_(user_in("办理员"))
    assert "文件不见了，请告诉系统管理员" in page(client, request_with_scan)
    response = read(client, request_with_scan)
    assert response.status_code == 410
    assert "文件不见了" in response.content.decode()
    assert not request_with_scan.events.filter(kind="paper").exists()


def test_without_the_key_no_paper_is_opened(request_with_scan, settings):
    client = as_(user_in("办理员"))
    settings.REQUEST_KEYS = ["lost"]
    response = client.post(url(request_with_scan, "paper"), {"paper": "1"}, follow=True)
    assert "密钥不在了" in response.content.decode()


def test_a_paper_whose_time_is_over_says_so_and_its_file_is_gone(
    request_with_scan, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert request_with_scan.papers.all().discard(Attachment.Removal.RETENTION) == 1
    html = page(as_(user_in("办理员")), request_with_scan)
    assert "到期删除" in html
    assert "周小麦的证" not in html
    assert stored_files() == []
    assert read(as_(user_in("办理员", "乙")), request_with_scan).status_code == 410


def test_identity_papers_of_what_was_closed_are_found_for_their_end(request_with_scan):
    from django.utils import timezone

    request_with_scan.papers.update(kind="identity")
    found = Attachment.objects.kept().identity()
    assert found.closed_before(timezone.now()).count() == 0
    worker = staff(user_in("主管"))
    handling.change_state(request_with_scan.pk, worker, 1, ("withdraw", ""))
    assert found.closed_before(timezone.now()).count() == 1
    assert Attachment.objects.filter(kind="other").identity().count() == 0
