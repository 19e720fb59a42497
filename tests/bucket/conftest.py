"""A real server of buckets, started for these tests; what a reader sees of it, and boto3 too."""

import gzip
import hashlib
import json
import os
import sys
import urllib.request

import boto3
import pytest

from export import bucket_store
from export.bucket import MANIFEST, Sent, mirror
from export.made import PublicFile
from export.write import write_compressed
from tests.servers import free_port, running

SITE = {
    "index.html": "<p>首页</p>",
    "guides/index.html": "<p>办事指南</p>",
    "guides/permit/index.html": "<p>居住证</p>",
    "sitemap.xml": "<urlset/>",
}
LAST = {"guides/index.html", "sitemap.xml"}


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with running(command, port, tmp_path_factory.mktemp("bucket") / "log"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def store(server, settings):
    """boto3's own client, and a bucket of the test's own."""
    settings.BUCKET = f"site-{os.urandom(6).hex()}"
    settings.BUCKET_ENDPOINT = server
    settings.BUCKET_REGION = "us-east-1"
    settings.BUCKET_ACCESS_KEY = settings.BUCKET_SECRET_KEY = "testing"
    settings.BUCKET_PREFIX = ""
    client = boto3.client(
        "s3",
        endpoint_url=server,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    client.create_bucket(Bucket=settings.BUCKET)
    client.put_bucket_policy(Bucket=settings.BUCKET, Policy=everyone_reads(settings.BUCKET))
    return client


def everyone_reads(bucket: str) -> str:
    rule = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
    rule["Resource"] = f"arn:aws:s3:::{bucket}/*"
    return json.dumps({"Version": "2012-10-17", "Statement": [rule]})


class Build:
    """A folder with files in it, sent as the engine would."""

    def __init__(self, root):
        self.root = root
        self.files: dict[str, PublicFile] = {}

    def put(self, path: str, body: str | bytes, **said):
        raw = body.encode() if isinstance(body, str) else body
        write_compressed(self.root / path, raw)
        said = {"last": path in LAST} | said
        self.files[path] = PublicFile(path, hashlib.sha256(raw).hexdigest(), **said)

    def remove(self, path: str):
        (self.root / path).unlink()
        del self.files[path]

    def send(self) -> Sent:
        return mirror(self.root, self.files.values())


@pytest.fixture
def build(tmp_path):
    build = Build(tmp_path / "site")
    for path, body in SITE.items():
        build.put(path, body)
    return build


@pytest.fixture
def seen(server, settings):
    """What a reader without any key gets: its headers and its body, unpacked."""

    def read(path: str):
        address = f"{server}/{settings.BUCKET}/{path}"
        with urllib.request.urlopen(address) as answer:  # noqa: S310
            body = answer.read()
            packed = answer.headers["Content-Encoding"] == "gzip"
            return answer.headers, gzip.decompress(body) if packed else body

    return read


@pytest.fixture
def sent(monkeypatch):
    """What goes over the line, in order: ("put", path) and ("delete", path)."""
    order: list[tuple[str, str]] = []
    watch(monkeypatch, lambda act, path: order.append((act, path)))
    return order


def watch(monkeypatch, tell):
    for act in ("put", "delete"):
        really = getattr(bucket_store.Store, act)

        def told(self, path, *given, act=act, really=really, **more):
            tell(act, path)
            really(self, path, *given, **more)

        monkeypatch.setattr(bucket_store.Store, act, told)


def keys(store, settings) -> set[str]:
    return {each["Key"] for each in store.list_objects_v2(Bucket=settings.BUCKET)["Contents"]}


def manifest(store, settings) -> dict[str, str]:
    body = store.get_object(Bucket=settings.BUCKET, Key=MANIFEST)["Body"].read()
    return json.loads(gzip.decompress(body))
