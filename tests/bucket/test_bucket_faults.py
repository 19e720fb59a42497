"""What staff are told when the bucket cannot be reached, found or written."""

import sys
import urllib.request

import pytest

from export.bucket import BucketFault
from export.bucket_store import Store
from tests.servers import free_port


def reset_access(server: str, free_actions: str):
    """How many more actions the server allows to everyone before it asks who is there."""
    address, plain = f"{server}/moto-api/reset-auth", {"Content-Type": "text/plain"}
    asked = urllib.request.Request(address, free_actions.encode(), plain)  # noqa: S310
    urllib.request.urlopen(asked).close()  # noqa: S310


@pytest.fixture
def locked(store, server):
    reset_access(server, "0")
    yield
    reset_access(server, "inf")


def test_a_bucket_that_is_not_there_is_named(store, build, settings):
    settings.BUCKET = "nowhere-to-be-found"
    with pytest.raises(BucketFault, match="找不到存储桶“nowhere-to-be-found”"):
        build.send()


def test_refused_access_points_to_the_keys(locked, build):
    with pytest.raises(BucketFault, match="不让我们读写，请检查密钥和权限"):
        build.send()


def test_missing_keys_point_to_the_keys(store, build, settings, monkeypatch):
    settings.BUCKET_ACCESS_KEY = settings.BUCKET_SECRET_KEY = ""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    with pytest.raises(BucketFault, match="请检查密钥和权限"):
        build.send()


def test_a_server_that_does_not_answer_is_named(store, build, settings):
    settings.BUCKET_ENDPOINT = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(BucketFault, match=f"连不上存储桶的服务器 {settings.BUCKET_ENDPOINT}"):
        build.send()


def test_an_endpoint_without_its_scheme_is_refused_and_not_taken_for_another(
    store, build, settings
):
    settings.BUCKET_ENDPOINT = "oss.example"
    with pytest.raises(BucketFault, match="XINYU_BUCKET_ENDPOINT"):
        build.send()


def test_without_boto3_the_fault_names_it(store, build, monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(BucketFault, match="boto3"):
        build.send()


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        ("", "https://a-bucket.s3.amazonaws.com/index.html"),
        ("https://oss.example", "https://oss.example/a-bucket/index.html"),
        ("https://a-bucket.oss.example", "https://a-bucket.oss.example/index.html"),
    ],
)
def test_the_bucket_is_addressed_as_its_console_shows_it(endpoint, address, store, settings):
    settings.BUCKET = "a-bucket"
    settings.BUCKET_ENDPOINT = endpoint
    asked = Store().client.generate_presigned_url("get_object", Params=Store().at("index.html"))
    assert asked.partition("?")[0] == address
