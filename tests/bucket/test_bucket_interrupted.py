"""A run that dies at any step leaves a manifest that is true, and the next run ends the work."""

import os
import threading

import pytest

from export.bucket import MANIFEST
from tests.bucket.conftest import SITE, keys, manifest, watch

CHANGES = 4  # objects that change() touches
STEPS = CHANGES + 2  # and the manifest before and after


def change(build):
    build.put("index.html", "新的首页")
    build.put("news/index.html", "消息")
    build.put("sitemap.xml", "<urlset>新</urlset>")
    build.remove("guides/permit/index.html")


def send_and_die(build, monkeypatch, steps: int):
    """Send from a process that is gone after so many steps on the line."""
    child = os.fork()
    if child == 0:
        try:
            left, one_at_a_time = [steps], threading.Lock()

            def step(act, path):
                with one_at_a_time:
                    if left[0] == 0:
                        os._exit(9)
                    left[0] -= 1

            watch(monkeypatch, step)
            build.send()
        finally:
            os._exit(1)
    _child, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def is_true(store, settings) -> bool:
    """Whether the manifest names all that is ours, and no state that an object does not have."""
    real, told = {}, {}
    for key in keys(store, settings) - {MANIFEST}:
        kept = store.head_object(Bucket=settings.BUCKET, Key=key)["Metadata"]
        if "state" in kept:
            real[key] = kept["state"]
    if MANIFEST in keys(store, settings):
        told = manifest(store, settings)
    certain = {path: state for path, state in told.items() if state}
    return real.keys() <= told.keys() and certain.items() <= real.items()


@pytest.mark.parametrize("steps", range(STEPS))
def test_a_run_that_dies_is_made_good_by_the_next(steps, store, build, seen, settings, monkeypatch):
    build.send()
    change(build)
    assert send_and_die(build, monkeypatch, steps) == 9
    assert is_true(store, settings)
    build.send()
    assert is_true(store, settings)
    assert keys(store, settings) == {*build.files, MANIFEST}
    assert "" not in manifest(store, settings).values()
    for path in build.files:
        assert seen(path)[1] == (build.root / path).read_bytes()


@pytest.mark.parametrize("steps", range(len(SITE) + 3))  # the manifest three times
def test_a_first_run_that_dies_leaves_no_object_behind_for_good(
    steps, store, build, settings, monkeypatch
):
    assert send_and_die(build, monkeypatch, steps) == 9
    for path in list(build.files)[1:]:
        build.remove(path)
    build.send()
    assert keys(store, settings) == {"index.html", MANIFEST}


@pytest.mark.parametrize("steps", range(1, STEPS))
def test_the_old_state_coming_back_after_a_death_is_sent_again(
    steps, store, build, seen, monkeypatch
):
    """What the dead run may have put in place of the old file is not taken for the old file."""
    build.send()
    before = build.root.joinpath("index.html").read_text()
    change(build)
    send_and_die(build, monkeypatch, steps)
    build.put("index.html", before)
    build.send()
    assert seen("index.html")[1].decode() == before


@pytest.mark.parametrize("steps", range(1, STEPS - 1))
def test_after_a_fault_what_was_sent_is_not_sent_again(
    steps, store, build, seen, settings, monkeypatch
):
    build.send()
    change(build)
    told = iter(range(STEPS + 1))

    def step(act, path):
        if next(told) == steps:
            raise ConnectionError

    with monkeypatch.context() as patched:
        watch(patched, step)
        with pytest.raises(ConnectionError):
            build.send()
    assert is_true(store, settings)
    there = build.files.keys() & keys(store, settings)
    done = {path for path in there if seen(path)[1] == (build.root / path).read_bytes()}
    again = []
    watch(monkeypatch, lambda act, path: again.append(path))
    build.send()
    assert done
    assert not done & set(again)
    assert is_true(store, settings)


def test_a_dead_run_that_never_reached_anothers_file_does_not_make_it_ours(
    store, build, settings, monkeypatch
):
    store.put_object(Bucket=settings.BUCKET, Key="zoo/index.html", Body=b"theirs")
    build.put("zoo/index.html", "我们的")
    send_and_die(build, monkeypatch, 2)  # the intent is written, and nothing more
    build.remove("zoo/index.html")
    build.send()
    assert (
        store.get_object(Bucket=settings.BUCKET, Key="zoo/index.html")["Body"].read() == b"theirs"
    )
