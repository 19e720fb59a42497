"""A redirect or a slug that nobody should have: it is told, and nothing else suffers from it."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from export.deliver import export_site
from export.models import Run
from export.worker import build_pending
from tests import factories as make
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(out):
    pages = build_site()
    export_site()
    return pages


@pytest.mark.parametrize(
    "old_path",
    [
        "/about//privacy",
        "/about/./privacy",
        "/admin",
        "/apply/status",
        "/documents/1/notice.pdf",
        "/.xinyu/record.sqlite3",
        "/index.html.gz",
        "/" + "珠" * 90,
    ],
)
@pytest.mark.parametrize("build", [build_pending, export_site])
def test_a_redirect_takes_no_place_that_is_not_its_own(old_path, build, pages, out):
    before = (out / "about/privacy/index.html").read_bytes()
    Redirect.objects.create(old_path=old_path, redirect_page=pages["guide"])
    build()
    assert (out / "about/privacy/index.html").read_bytes() == before
    assert not (out / "admin").exists()
    assert not (out / "apply").exists()
    assert "重定向" in Run.objects.first().faults


def test_a_redirect_for_a_question_is_left_to_the_application(pages, out):
    Redirect.objects.create(old_path="/old?id=1", redirect_page=pages["guide"])
    build_pending()
    assert not (out / "old").exists()


def test_a_page_that_is_back_at_its_old_address_is_no_fault(
    pages, django_capture_on_commit_callbacks
):
    page = pages["article"]
    for slug in ("elsewhere", "privacy"):
        page.refresh_from_db()
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
    build_pending()
    assert Run.objects.first().faults == ""


def test_a_slug_too_long_for_a_file_is_told_and_the_rest_goes_on(pages, out):
    make.ArticleFactory(title="长", slug="珠" * 90)
    make.ArticleFactory(title="短", slug="short")
    build_pending()
    assert (out / "short/index.html").exists()
    assert "“长”" in Run.objects.first().faults
