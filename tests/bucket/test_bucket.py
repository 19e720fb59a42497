"""The bucket mirrors the exported folder: all of it, only what changed, and right for readers."""

import pytest

from config.public_files import cache_control
from export.bucket import MANIFEST, Sent
from tests.bucket.conftest import LAST, SITE, Build, keys, manifest


def test_without_a_bucket_nothing_is_sent(build, settings):
    assert settings.BUCKET == ""
    assert build.send() == Sent(0, 0, 0.0)


def test_the_bucket_holds_what_the_folder_holds(store, build, seen, settings):
    assert build.send().uploaded == len(SITE)
    for path, body in SITE.items():
        assert seen(path)[1].decode() == body
    assert keys(store, settings) == {*SITE, MANIFEST}


def test_only_what_changed_is_sent(store, build, sent, seen):
    build.send()
    sent.clear()
    assert build.send().uploaded == 0
    assert sent == []
    build.put("guides/index.html", "<p>新的</p>")
    answer = build.send()
    assert (answer.uploaded, answer.deleted) == (1, 0)
    assert ("put", "index.html") not in sent
    assert seen("guides/index.html")[1].decode() == "<p>新的</p>"


def test_what_pages_show_goes_first_then_pages_then_lists_and_deletions_last(store, build, sent):
    build.put("old/index.html", "旧")
    build.send()
    sent.clear()
    for path in SITE:
        build.put(path, "新" + path)
    build.put("media/images/a.webp", b"webp")
    build.put("static/site.0123456789.css", "body{}")
    build.remove("old/index.html")
    build.send()
    done = [path for _act, path in sent]
    assert set(done[1:3]) == {"media/images/a.webp", "static/site.0123456789.css"}
    assert set(done[3:5]) == {"index.html", "guides/permit/index.html"}
    assert set(done[5:7]) == LAST
    assert sent[7] == ("delete", "old/index.html")
    assert (done[0], done[8:]) == (MANIFEST, [MANIFEST])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("static/site.0123456789.css", "text/css; charset=utf-8"),
        ("static/menu.0123456789.js", "text/javascript; charset=utf-8"),
        ("news/feed.xml", "text/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("events/a/event.ics", "text/calendar; charset=utf-8"),
        ("search/index.json", "application/json"),
        ("static/img/mark.0123456789.svg", "image/svg+xml"),
        ("media/images/a.webp", "image/webp"),
        ("media/images/a.avif", "image/avif"),
        ("media/images/a.jpg", "image/jpeg"),
        ("documents/1/须知.pdf", "application/pdf"),
    ],
)
def test_each_kind_of_file_says_what_it_is(path, kind, store, build, settings):
    build.put(path, "内容")
    build.send()
    head = store.head_object(Bucket=settings.BUCKET, Key=path)
    assert head["ContentType"] == kind
    packed = path.endswith((".html", ".css", ".js", ".xml", ".txt", ".ics", ".json", ".svg"))
    assert head.get("ContentEncoding") == ("gzip" if packed else None)
    assert head["CacheControl"] == cache_control(path)


def test_hashed_files_are_kept_for_good_pictures_a_day_and_pages_a_minute(store, build, seen):
    build.put("static/site.0123456789.css", "body{}")
    build.put("media/images/a.webp", b"webp")
    build.send()
    assert "immutable" in seen("static/site.0123456789.css")[0]["Cache-Control"]
    assert "max-age=86400" in seen("media/images/a.webp")[0]["Cache-Control"]
    for path in SITE:
        assert seen(path)[0]["Cache-Control"] == "max-age=60, public"


def test_an_old_address_leads_to_the_new_one(store, build, seen, settings):
    build.put("old/index.html", "<p>搬家了</p>", last=True, redirect="/关于/")
    build.send()
    head = store.head_object(Bucket=settings.BUCKET, Key="old/index.html")
    assert head["WebsiteRedirectLocation"] == "/%E5%85%B3%E4%BA%8E/"
    assert seen("old/index.html")[1].decode() == "<p>搬家了</p>"
    build.put("old/index.html", "<p>又回来了</p>")
    build.send()
    head = store.head_object(Bucket=settings.BUCKET, Key="old/index.html")
    assert "WebsiteRedirectLocation" not in head


def test_new_headers_are_sent_for_a_file_that_is_the_same(store, build, settings, monkeypatch):
    build.send()
    monkeypatch.setattr("export.bucket.cache_control", lambda path: "no-cache")
    assert build.send().uploaded == len(SITE)
    head = store.head_object(Bucket=settings.BUCKET, Key="index.html")
    assert head["CacheControl"] == "no-cache"


def test_what_is_gone_is_removed_and_what_others_put_there_is_not(store, build, settings):
    store.put_object(Bucket=settings.BUCKET, Key="thesis.txt", Body=b"years of work")
    build.send()
    build.remove("guides/permit/index.html")
    assert build.send().deleted == 1
    assert keys(store, settings) == {*SITE, MANIFEST, "thesis.txt"} - {"guides/permit/index.html"}


def test_an_object_that_someone_put_in_our_objects_place_is_not_removed(store, build, settings):
    build.send()
    store.put_object(Bucket=settings.BUCKET, Key="sitemap.xml", Body=b"theirs")
    build.remove("sitemap.xml")
    assert build.send().deleted == 0
    assert "sitemap.xml" in keys(store, settings)
    assert "sitemap.xml" not in manifest(store, settings)


@pytest.mark.parametrize("lost", ["deleted", "damaged"])
def test_a_lost_manifest_is_made_anew_from_the_bucket(lost, store, build, sent, settings):
    store.put_object(Bucket=settings.BUCKET, Key="thesis.txt", Body=b"years of work")
    build.put("old/index.html", "旧")
    build.send()
    sent.clear()
    if lost == "deleted":
        store.delete_object(Bucket=settings.BUCKET, Key=MANIFEST)
    else:
        store.put_object(Bucket=settings.BUCKET, Key=MANIFEST, Body=b"not gzip")
    build.remove("old/index.html")
    build.put("index.html", "新的首页")
    answer = build.send()
    assert (answer.uploaded, answer.deleted) == (1, 1)
    assert keys(store, settings) == {*SITE, MANIFEST, "thesis.txt"}
    assert set(manifest(store, settings)) == set(SITE)


def test_a_lost_manifest_is_back_though_nothing_has_changed(store, build, sent, settings):
    build.send()
    store.delete_object(Bucket=settings.BUCKET, Key=MANIFEST)
    sent.clear()
    assert build.send().uploaded == 0
    assert sent == [("put", MANIFEST)]
    assert set(manifest(store, settings)) == set(SITE)


def test_a_site_in_a_folder_of_the_bucket_keeps_to_it(store, build, settings, tmp_path):
    settings.BUCKET_PREFIX = "two"
    build.send()
    assert keys(store, settings) == {f"two/{path}" for path in [*SITE, MANIFEST]}
    settings.BUCKET_PREFIX = ""
    other = Build(tmp_path / "other")
    other.put("index.html", "另一个网站")
    assert other.send().deleted == 0
    assert {f"two/{path}" for path in SITE} < keys(store, settings)
