"""The exported folder served while it changes: whole files, right headers, the rest to Django."""

import gzip
import threading
from io import BytesIO

import pytest
from django.test import RequestFactory

from config.public_files import PublicFiles
from config.wsgi import build_application
from export.record import HOUSEKEEPING
from export.write import replace, write_compressed


class Folder:
    def __init__(self, root):
        self.root = root

    def put(self, path, body):
        for ending in ("", ".gz"):
            (self.root / (path + ending)).unlink(missing_ok=True)
        write_compressed(self.root / path, body)


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path / "site")
    folder.put("index.html", b"home")
    folder.put("guides/index.html", b"guides " * 50)
    folder.put("static/site.0123456789.css", b"body{}")
    folder.put("media/images/a.webp", b"a picture")
    folder.put("events/a/event.ics", b"BEGIN:VCALENDAR")
    return folder


@pytest.fixture
def served(folder):
    def application(environ, start_response):
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"from the application"]

    files = PublicFiles(application, max_age=60)
    files.add_files(folder.root)
    return files


def get(application, path, method="GET", **headers):
    environ = RequestFactory().generic(method, path, **headers).environ
    environ["wsgi.input"] = BytesIO()
    answer = {}

    def start_response(status, headers):
        answer.update(status=int(status.split()[0]), headers=dict(headers))

    body = application(environ, start_response)
    answer["body"] = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return answer


def test_folder_addresses_serve_their_index(served):
    assert get(served, "/")["body"] == b"home"
    assert get(served, "/guides/")["status"] == 200
    assert get(served, "/guides")["headers"]["Location"] == "guides/"


def test_the_search_page_is_a_file_until_something_is_asked(served, folder):
    folder.put("search/index.html", b"the empty page")
    assert get(served, "/search/")["body"] == b"the empty page"
    assert get(served, "/search/?q=x")["body"] == b"from the application"
    assert get(served, "/guides/?q=x")["body"] == b"guides " * 50


def test_a_piece_of_a_file_is_sent_with_the_tag_of_the_whole(served, folder):
    folder.put("search/index-0.bin", b"0123456789")
    whole = get(served, "/search/index-0.bin", HTTP_ACCEPT_ENCODING="gzip")
    piece = get(served, "/search/index-0.bin", HTTP_RANGE="bytes=2-4", HTTP_ACCEPT_ENCODING="gzip")
    assert (piece["status"], piece["body"]) == (206, b"234")
    assert piece["headers"]["ETag"] == whole["headers"]["ETag"]
    assert "Content-Encoding" not in whole["headers"]


def test_changed_file_is_served_with_its_own_length_and_tag(served, folder):
    before = get(served, "/")
    folder.put("index.html", b"a longer home page")
    after = get(served, "/")
    assert after["body"] == b"a longer home page"
    assert after["headers"]["Content-Length"] == str(len(after["body"]))
    assert after["headers"]["ETag"] != before["headers"]["ETag"]


def test_new_file_appears_and_removed_file_goes_to_the_application(served, folder):
    assert get(served, "/new/")["status"] == 404
    folder.put("new/index.html", b"new")
    assert get(served, "/new/")["body"] == b"new"
    (folder.root / "new/index.html").unlink()
    assert get(served, "/new/")["body"] == b"from the application"


def test_same_size_edit_within_a_second_has_another_tag(served, folder):
    first = get(served, "/")["headers"]["ETag"]
    folder.put("index.html", b"emoh")
    assert get(served, "/")["headers"]["ETag"] != first


def test_unchanged_file_is_not_sent_again(served):
    tag = get(served, "/")["headers"]["ETag"]
    assert get(served, "/", HTTP_IF_NONE_MATCH=tag)["status"] == 304


def test_phones_get_the_compressed_file(served):
    answer = get(served, "/guides/", HTTP_ACCEPT_ENCODING="gzip")
    assert answer["headers"]["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer["body"]) == b"guides " * 50


def test_a_compressed_file_that_is_new_before_its_page_is_served(served, folder):
    get(served, "/guides/", HTTP_ACCEPT_ENCODING="gzip")
    replace(folder.root / "guides/index.html.gz", gzip.compress(b"new guides"))
    answer = get(served, "/guides/", HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(answer["body"]) == b"new guides"


def test_a_calendar_file_says_that_it_is_one(served):
    answer = get(served, "/events/a/event.ics")
    assert answer["headers"]["Content-Type"] == "text/calendar; charset=utf-8"


def test_pages_are_kept_shortly_pictures_a_day_and_hashed_assets_for_good(served):
    assert "max-age=60" in get(served, "/")["headers"]["Cache-Control"]
    assert "max-age=86400" in get(served, "/media/images/a.webp")["headers"]["Cache-Control"]
    assert "immutable" in get(served, "/static/site.0123456789.css")["headers"]["Cache-Control"]


def test_every_file_carries_a_strict_policy(served):
    headers = get(served, "/")["headers"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert "form-action 'self'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


def test_the_handbook_in_one_file_may_wear_its_own_style_and_nothing_else(served, folder):
    folder.put("handbook/handbook-offline.html", b"handbook")
    policy = get(served, "/handbook/handbook-offline.html")["headers"]["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert "script" not in policy


def test_files_outside_the_folder_cannot_be_reached(served, folder):
    (folder.root.parent / "secret.txt").write_text("secret")
    assert get(served, "/../secret.txt")["status"] == 404


def test_the_exports_own_notes_are_not_served(served, folder):
    folder.put(f"{HOUSEKEEPING}/begun.json", b"[]")
    assert get(served, f"/{HOUSEKEEPING}/begun.json")["status"] == 404


def test_readers_never_meet_a_mixture_while_files_change(served, folder):
    versions = [bytes([65 + number]) * (1000 + 700 * number) for number in range(20)]
    replace(folder.root / "index.html", versions[0])
    (folder.root / "index.html.gz").unlink(missing_ok=True)
    done, wrong = threading.Event(), []

    def read():
        while not done.is_set():
            answer = get(served, "/")
            length = int(answer["headers"].get("Content-Length", -1))
            if answer["body"] not in versions or length != len(answer["body"]):
                wrong.append((answer["status"], length, len(answer["body"])))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for round_number in range(400):
        replace(folder.root / "index.html", versions[round_number % len(versions)])
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_of_the_site_before_only_the_styles_are_still_served(tmp_path, settings):
    settings.PUBLIC_DIR = tmp_path / "build"
    write_compressed(tmp_path / "build/index.html", b"home")
    before = tmp_path / "build.previous"
    write_compressed(before / "static/site.0123456789.css", b"body{}")
    write_compressed(before / "about/now-private/index.html", b"secret")
    application = build_application()
    assert application.find_file("/static/site.0123456789.css")
    assert application.find_file("/about/now-private/") is None
    assert application.find_file("/static/../about/now-private/index.html") is None
