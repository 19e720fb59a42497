"""The API for other front ends: what is published, whole, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from config.api import api_router
from tests import factories as make
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    return build_site()


def test_list_gives_each_page_its_card(pages, client):
    items = client.get("/api/v2/pages/?type=pages.GuidePage").json()["items"]
    assert [item["title"] for item in items] == ["居住证"]
    assert items[0]["url"] == "/guides/permit/"
    assert items[0]["status_label"] == "现行"


def test_rich_text_is_html_with_its_links_resolved(pages, client):
    data = client.get(f"/api/v2/pages/{pages['chapter'].pk}/").json()
    assert '<a href="/guides/permit/">居住证</a>' in data["body"][1]["value"]


def test_picture_in_a_body_has_addresses_sizes_and_its_text(pages, client):
    data = client.get(f"/api/v2/pages/{pages['chapter'].pk}/").json()
    picture = data["body"][2]["value"]["image"]
    assert picture["src"].startswith("/media/images/")
    assert picture["width"] == 720
    assert picture["alt"] == "插画"
    assert picture["srcset"].count("w") >= 3


def test_image_tells_its_renditions(pages, client):
    listed = client.get("/api/v2/images/").json()["items"][0]
    sizes = client.get(f"/api/v2/images/{listed['id']}/").json()["renditions"]
    assert sizes["teaser"]["width"] == 208
    assert sizes["body"]["srcset"]


def test_drafts_and_private_pages_are_not_told(pages, client):
    PageViewRestriction.objects.create(page=pages["section"], restriction_type="login")
    draft = make.NewsFactory(parent=pages["news_index"], title="草稿", publish=False, live=False)
    listed = {item["id"] for item in client.get("/api/v2/pages/?limit=20").json()["items"]}
    assert pages["article"].pk not in listed
    assert draft.pk not in listed
    assert client.get(f"/api/v2/pages/{draft.pk}/").status_code == 404
    assert client.get(f"/api/v2/pages/{pages['article'].pk}/").status_code == 404


def test_detail_takes_the_same_number_of_queries_however_many_pages_there_are(pages, client):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(f"/api/v2/pages/{pages['news'].pk}/").status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(12):
        make.NewsFactory(parent=pages["news_index"], title=f"又一条 {number}")
    assert queries() == few


def test_search_in_the_api_finds_a_piece_of_chinese(pages, client):
    items = client.get("/api/v2/pages/?search=住证").json()["items"]
    assert "居住证" in [item["title"] for item in items]


@pytest.mark.parametrize(
    "path", ["requests/", "service_requests/", "forms/", "users/", "drafts/", "outbox/"]
)
def test_no_request_is_reachable(path, client, pages):
    assert client.get(f"/api/v2/{path}").status_code == 404


def test_only_pages_images_and_documents_are_endpoints():
    assert set(api_router._endpoints) == {"pages", "images", "documents"}


@pytest.mark.parametrize(
    ("allowed", "origin", "answer"),
    [
        ([], "https://app.example", None),
        (["https://app.example"], "https://app.example", "https://app.example"),
        (["https://app.example"], "https://evil.example", None),
        (["*"], "https://any.example", "https://any.example"),
    ],
)
def test_other_origins_may_read_where_the_settings_name_them(
    allowed, origin, answer, client, pages, settings
):
    settings.CORS_ORIGINS = allowed
    response = client.get("/api/v2/pages/", headers={"origin": origin})
    assert response.headers.get("Access-Control-Allow-Origin") == answer


def test_pages_outside_the_api_never_answer_with_cors(client, pages, settings):
    settings.CORS_ORIGINS = ["*"]
    response = client.get("/search/?q=x", headers={"origin": "https://any.example"})
    assert "Access-Control-Allow-Origin" not in response.headers
