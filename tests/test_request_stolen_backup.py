"""Somebody takes a backup home: the database and the papers, without the keys."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from config.backups.database import DUMP
from config.backups.making import backups_in
from service_requests.encryption import Unreadable
from service_requests.fields import encrypted_fields, models_with
from service_requests.models import ServiceRequest
from service_requests.papers import store
from tests.factories_papers import make_paper
from tests.needs import postgresql
from tests.proofs.counts import count
from tests.test_request_rotation import many_requests


def test_without_the_keys_nothing_in_it_can_be_read(committed, settings, tmp_path, record_property):
    number = count("requests in a stolen backup")
    many_requests(number)
    paper = make_paper(ServiceRequest.objects.first(), content=b"a contract")
    call_command("backup", str(tmp_path / "backups"))
    [stolen] = backups_in(tmp_path / "backups")
    raw = b"".join(content(path) for path in stolen.rglob("*") if path.is_file())
    assert list((stolen / "papers").rglob(paper.stored_as))
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


def content(path: Path) -> bytes:
    """What stands in a file; PostgreSQL's dumps are compressed."""
    if path.name != DUMP:
        return path.read_bytes()
    order = [postgresql() / "pg_restore", "--file=-", path]
    return subprocess.run(order, capture_output=True, check=True).stdout


def opens(model, pk, name) -> bool:
    try:
        model._base_manager.values_list(name, flat=True).get(pk=pk)
    except Unreadable:
        return False
    return True
