"""Somebody takes a backup home: the database and the papers, without the keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from service_requests.encryption import Unreadable
from service_requests.fields import encrypted_fields, models_with
from service_requests.models import ServiceRequest
from service_requests.papers import store
from tests.factories_papers import make_paper
from tests.proofs.counts import count
from tests.test_request_rotation import many_requests


def backup(folder: Path) -> Path:
    """As docs/configuration.md says: SQLite's online backup, and the folder of papers."""
    copy = folder / "backup.sqlite3"
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as database,
        closing(sqlite3.connect(copy)) as target,
    ):
        database.backup(target)
    return copy


def test_without_the_keys_nothing_in_it_can_be_read(committed, settings, tmp_path, record_property):
    number = count("requests in a stolen backup")
    many_requests(number)
    paper = make_paper(ServiceRequest.objects.first(), content=b"a contract")
    files = [path for path in Path(settings.PAPERS_DIR).rglob("*") if path.is_file()]
    assert files
    raw = backup(tmp_path).read_bytes() + b"".join(path.read_bytes() for path in files)
    for secret in ("周小麦", "备注", "13800000001", "a contract"):
        assert secret.encode() not in raw
    assert ServiceRequest.objects.first().reference.encode() in raw
    settings.REQUEST_KEYS = ["a thief's guess"]
    readable = tried = 0
    for model in models_with(encrypted_fields):
        for pk in model._base_manager.values_list("pk", flat=True):
            for field in encrypted_fields(model):
                tried += 1
                readable += opens(model, pk, field.name)
    assert readable == 0
    with pytest.raises(Unreadable):
        store.get(paper.stored_as)
    record_property("tried", f"{number} requests, {tried} values: 0 readable")


def opens(model, pk, name) -> bool:
    try:
        model._base_manager.values_list(name, flat=True).get(pk=pk)
    except Unreadable:
        return False
    return True
