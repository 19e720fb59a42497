"""The site behind nginx, as docs/nginx.conf sets it up: files first, the application else."""

import gzip
import re
import shutil
from pathlib import Path

import pytest

from config.public_files import PUBLIC_HEADERS, cache_control, public_headers
from export.addresses import application_segments
from service_requests.papers.upload import LARGEST_BODY
from tests.nginx.conftest import CONFIGURATION, TABLE

pytestmark = pytest.mark.django_db  # the site that is exported for all of them


def first(public: Path, pattern: str) -> str:
    """The address of a file in the exported folder."""
    return "/" + next(public.glob(pattern)).relative_to(public).as_posix()


def policy(answer) -> dict:
    return {name: answer.headers.get_all(name) for name in PUBLIC_HEADERS}


STRICT = {name: [value] for name, value in PUBLIC_HEADERS.items()}


def test_a_page_is_read_packed_where_the_phone_can_unpack_it(read, public):
    page = (public / "guides/index.html").read_bytes()
    plain = read("/guides/")
    assert (plain.status, plain.body) == (200, page)
    assert plain.headers["Content-Encoding"] is None
    packed = read("/guides/", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.body == (public / "guides/index.html.gz").read_bytes()
    assert gzip.decompress(packed.body) == page
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize(
    "pattern", ["index.html", "static/site.*.css", "static/js/*.js", "static/img/*.svg",
                "media/images/*", "sitemap.xml", "robots.txt", "search/entries-0.json",
                "events/dumplings/event.ics"],
)  # fmt: skip
def test_every_file_carries_the_policy_and_is_kept_as_everywhere(pattern, read, public):
    path = first(public, pattern)
    answer = read(path)
    assert answer.status == 200
    assert policy(answer) == STRICT
    assert answer.headers.get_all("Cache-Control") == [cache_control(path)]


def test_the_handbook_in_one_file_may_wear_its_own_style_and_fetch_nothing(read, public):
    path = "/handbook/handbook-offline.html"
    (public / "handbook").mkdir(exist_ok=True)
    (public / path.lstrip("/")).write_text("手册")
    answer = read(path)
    assert policy(answer) == {name: [value] for name, value in public_headers(path).items()}
    assert "unsafe-inline" not in str(policy(read("/handbook/")))


def test_the_search_page_is_a_file_until_something_is_asked(read, public):
    assert read("/search/").body == (public / "search/index.html").read_bytes()
    assert read("/search/?q=x").told["path"] == "/search/?q=x"


def test_a_piece_of_the_search_index_is_sent_with_the_tag_of_the_whole(read, public):
    whole = (public / "search/index-0.bin").read_bytes()
    piece = read("/search/index-0.bin", Range="bytes=2-4", Accept_Encoding="gzip")
    assert (piece.status, piece.body) == (206, whole[2:5])
    assert piece.headers["ETag"] == read("/search/index-0.bin").headers["ETag"]


def test_text_says_its_kind_and_its_letters(read, public):
    kinds = {
        "/": "text/html; charset=utf-8",
        "/sitemap.xml": "text/xml; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
        "/events/dumplings/event.ics": "text/calendar; charset=utf-8",
        first(public, "static/site.*.css"): "text/css; charset=utf-8",
        first(public, "static/js/*.js"): "application/javascript; charset=utf-8",
        first(public, "media/images/*.webp"): "image/webp",
    }
    assert {path: read(path).headers["Content-Type"] for path in kinds} == kinds


def test_an_address_without_its_slash_leads_on_without_a_host(read):
    for path, target in {
        "/guides": "/guides/",
        "/guides/permit?from=wechat": "/guides/permit/?from=wechat",
    }.items():
        answer = read(path)
        assert (answer.status, answer.headers["Location"]) == (301, target)
        assert policy(answer) == STRICT


def test_a_chinese_address_without_its_slash_stays_escaped(read, public):
    (public / "资金公开").mkdir()
    (public / "资金公开/index.html").write_text("账目")
    escaped = "/%E8%B5%84%E9%87%91%E5%85%AC%E5%BC%80"
    assert read(escaped).headers["Location"] == escaped + "/"
    assert read(escaped + "/").body.decode() == "账目"
    shutil.rmtree(public / "资金公开")


def test_two_slashes_do_not_lead_to_another_site(read):
    assert read("//guides").headers["Location"] == "/"


def test_http_leads_to_https(read):
    answer = read.without_tls("/guides/?a=1")
    assert answer.status == 301
    assert answer.headers["Location"] == "https://xinyu.example/guides/?a=1"


def test_an_old_address_leads_to_the_new_one(read):
    assert read("/old-guides").headers["Location"] == "/old-guides/"
    page = read("/old-guides/")
    assert page.status == 200
    assert 'http-equiv="refresh" content="0; url=/guides/"' in page.body.decode()


def test_head_gives_the_headers_alone(read):
    answer = read("/guides/", "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(read("/guides/").body)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_has_not_changed_is_not_sent_again(read, encoding):
    tag = read("/guides/", Accept_Encoding=encoding).headers["ETag"]
    again = read("/guides/", Accept_Encoding=encoding, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert policy(again) == STRICT


@pytest.mark.parametrize("path", ["/admin/", "/admin", "/apply/", "/estimate/", "/search/?q=1",
                                  "/api/v2/pages/",
                                  "/documents/1/a.pdf", "/static/wagtailadmin/a.css",
                                  "/media/original_images/a.jpg", "/events/unknown/"])  # fmt: skip
def test_what_is_no_file_goes_to_the_application_as_it_was_asked(path, read):
    answer = read(path, X_Forwarded_Proto="http", X_Forwarded_For="1.2.3.4")
    assert answer.told["path"] == path
    assert answer.told["Host"] == "xinyu.example"
    assert answer.told["X-Forwarded-Proto"] == "https"
    assert answer.told["X-Forwarded-For"] == "127.0.0.1"


def test_the_applications_answer_is_passed_on_as_it_is(read):
    answer = read("/unknown/")
    assert answer.status == 404
    assert answer.headers.get_all("Cache-Control") == ["no-store"]
    assert policy(answer) == dict.fromkeys(PUBLIC_HEADERS)


def test_a_form_reaches_the_application(read):
    answer = read("/apply/papers-help/", "POST", b"a=1")
    assert (answer.told["method"], answer.told["length"]) == ("POST", 3)


def test_a_form_with_papers_passes_and_more_than_the_application_reads_is_refused_in_chinese(read):
    papers = bytes(45 * 1024 * 1024)
    assert read("/apply/papers-help/check/", "POST", papers).told["length"] == len(papers)
    refused = read("/admin/images/add/", "POST", Content_Length=str(LARGEST_BODY + 1))
    assert refused.status == 413
    assert "最多 64 MB" in refused.body.decode()
    assert refused.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_table_of_requests_passes_without_touching_the_disk(read):
    """nginx tells when it puts an answer aside for somebody who reads slowly."""
    assert read("/admin/requests/export/", "POST", b"a=1").body == TABLE
    assert "temporary file" not in read.log.read_text()


@pytest.mark.parametrize("path", ["/.xinyu/record.sqlite3", "/.xinyu/", "/.xinyu",
                                  "/guides/../.xinyu/record.sqlite3", "/%2exinyu/record.sqlite3",
                                  "/guides/index.html.gz"])  # fmt: skip
def test_housekeeping_is_not_served(path, read, public):
    assert (public / ".xinyu/record.sqlite3").exists()
    answer = read(path)
    assert answer.status == 404
    assert answer.body == (public / "404.html").read_bytes()
    assert policy(answer) == STRICT


def test_the_proof_that_a_certificate_asks_for_is_served(read, public):
    proof = public / ".well-known/acme-challenge/token"
    proof.parent.mkdir(parents=True)
    proof.write_text("proof")
    assert read("/.well-known/acme-challenge/token").body == b"proof"
    shutil.rmtree(public / ".well-known")


@pytest.mark.parametrize("path", ["/../secret.txt", "/guides/../../secret.txt",
                                  "/%2e%2e/secret.txt", "/..%2fsecret.txt",
                                  "/guides/..%5c..%5csecret.txt",
                                  "/guides../secret.txt"])  # fmt: skip
def test_files_outside_the_folder_cannot_be_reached(path, read, public):
    assert (public.parent / "secret.txt").exists()
    answer = read(path)
    assert answer.status in {400, 404} or "path" in answer.told


def test_a_folder_without_a_page_is_not_listed(read):
    assert read("/media/").told["path"] == "/media/"
    assert read("/media").told["path"] == "/media"


def test_while_the_application_is_down_pages_are_read(read_while_down):
    assert read_while_down("/guides/").status == 200


@pytest.mark.parametrize("path", ["/nowhere/", "/nowhere", "/guides/nowhere.html"])
def test_while_the_application_is_down_an_unknown_address_is_our_404(path, read_while_down, public):
    answer = read_while_down(path)
    assert (answer.status, answer.body) == (404, (public / "404.html").read_bytes())
    assert policy(answer) == STRICT
    assert answer.headers["Cache-Control"] == "max-age=60, public"


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin", "/apply/", "/estimate/", "/api/v2/pages/", "/search/other/"]
)
def test_while_the_application_is_down_its_addresses_say_to_come_again(path, read_while_down):
    answer = read_while_down(path)
    assert answer.status == 503
    assert "过几分钟再试" in answer.body.decode()
    assert policy(answer) == STRICT
    assert answer.headers["Cache-Control"] == "no-store"


def test_while_the_application_is_down_the_search_page_searches_by_itself(read_while_down, public):
    answer = read_while_down("/search/?q=a")
    assert (answer.status, answer.body) == (200, (public / "search/index.html").read_bytes())
    assert policy(answer) == STRICT


def test_a_form_sent_while_the_application_is_down_is_answered_too(read_while_down):
    answer = read_while_down("/apply/", "POST", b"a=1")
    assert answer.status == 503
    assert "先别重复交" in answer.body.decode()


def test_the_file_names_all_addresses_of_the_application():
    named = re.search(r'"~\^/\((.*)\)\(/\|\$\)" 1;', CONFIGURATION.read_text())
    assert set(named[1].split("|")) == application_segments()


def test_a_folder_that_is_exchanged_whole_is_read_at_once(read, public):
    fresh, old = public.with_name("fresh"), public.with_name("old")
    shutil.copytree(public, fresh)
    for path in (fresh / "index.html", fresh / "new/index.html"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("新的")
    assert read("/").body == (public / "index.html").read_bytes()
    public.rename(old)
    fresh.rename(public)
    try:
        assert read("/").body.decode() == read("/new/").body.decode() == "新的"
    finally:
        public.rename(fresh)
        old.rename(public)
    assert read("/").body == (public / "index.html").read_bytes()
