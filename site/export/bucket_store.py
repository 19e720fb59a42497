"""The bucket behind boto3: objects by their path in the site, and what goes wrong with them.

boto3 is an extra that only a site with a bucket needs, so it is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

THREADS = 8
REFUSED = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403"}
MISSING = {"NoSuchKey", "404"}


class BucketFault(Exception):
    """The bucket could not be brought up to date; the message is for staff, in Chinese."""


class Store:
    """Each object of ours carries its state, and the prefix that it was put under: a site in a
    folder of the same bucket is another site."""

    def __init__(self):
        self.client = make_client()
        self.prefix = f"{settings.BUCKET_PREFIX}/" if settings.BUCKET_PREFIX else ""
        self.site = quote("/" + self.prefix)  # never empty: stores drop empty metadata

    def at(self, path: str) -> dict[str, str]:
        return {"Bucket": settings.BUCKET, "Key": self.prefix + path}

    def put(self, path: str, body: Any, state: str = "", **headers: str):
        kept = {"state": state, "site": self.site} if state else {}
        self.client.put_object(**self.at(path), Body=body, Metadata=kept, **headers)

    def delete(self, path: str):
        self.client.delete_object(**self.at(path))

    def read(self, path: str) -> bytes:
        """Raises FileNotFoundError."""
        with missing_told(path):
            return self.client.get_object(**self.at(path))["Body"].read()

    def state(self, path: str) -> str | None:
        """What an object was put with; None where there is none, or not one of ours."""
        try:
            with missing_told(path):
                kept = self.client.head_object(**self.at(path))["Metadata"]
        except FileNotFoundError:
            return None
        return kept.get("state") if kept.get("site") == self.site else None

    def paths(self) -> Iterator[str]:
        listing = self.client.get_paginator("list_objects_v2")
        for page in listing.paginate(Bucket=settings.BUCKET, Prefix=self.prefix):
            for each in page.get("Contents", ()):
                yield each["Key"].removeprefix(self.prefix)


def in_parallel(act: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
    """A few at a time. When one fails, those under way end and the rest are left."""
    with ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(act, item) for item in items]
        try:
            for done in as_completed(running):
                done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [done.result() for done in running]


def make_client() -> Any:
    import boto3
    from botocore.config import Config

    endpoint, style = address()
    return boto3.session.Session().client(
        "s3",
        endpoint_url=endpoint,
        region_name=settings.BUCKET_REGION or "us-east-1",
        aws_access_key_id=settings.BUCKET_ACCESS_KEY or None,
        aws_secret_access_key=settings.BUCKET_SECRET_KEY or None,
        config=Config(
            retries={"mode": "standard", "total_max_attempts": 4},
            connect_timeout=10,
            read_timeout=60,
            max_pool_connections=THREADS,
            s3={"addressing_style": style},
            # Newer checksums travel in a form that many stores besides Amazon's refuse.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


def address() -> tuple[str | None, str]:
    """Endpoint and addressing style. Some stores want the bucket's name in the host, and show
    it so in their consoles (bucket.oss.example); others want it in the path."""
    if not settings.BUCKET_ENDPOINT:
        return None, "auto"
    scheme, host = urlsplit(settings.BUCKET_ENDPOINT)[:2]
    if scheme not in {"http", "https"} or not host:
        raise BucketFault(_("XINYU_BUCKET_ENDPOINT 要写完整的网址，以 https:// 开头。"))
    if host.startswith(settings.BUCKET + "."):
        return f"{scheme}://{host.removeprefix(settings.BUCKET + '.')}", "virtual"
    return settings.BUCKET_ENDPOINT, "path"


@contextmanager
def missing_told(path: str) -> Iterator[None]:
    from botocore.exceptions import ClientError

    try:
        yield
    except ClientError as fault:
        if fault.response["Error"].get("Code") in MISSING:
            raise FileNotFoundError(path) from fault
        raise


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what boto3 raises into one BucketFault."""
    try:
        import boto3  # noqa: F401
        import botocore.exceptions as raised
    except ImportError as missing:
        sentence = _("要用存储桶，先装上 boto3（见 docs/configuration.md）。")
        raise BucketFault(sentence) from missing
    try:
        yield
    except (raised.NoCredentialsError, raised.PartialCredentialsError) as fault:
        raise BucketFault(refused()) from fault
    except (raised.ConnectionError, raised.HTTPClientError) as fault:
        where = settings.BUCKET_ENDPOINT or "Amazon S3"
        raise BucketFault(_("连不上存储桶的服务器 %s，稍后会再试。") % where) from fault
    except raised.ClientError as fault:
        raise BucketFault(sentence_for(fault.response["Error"].get("Code", ""))) from fault
    except raised.BotoCoreError as fault:
        raise BucketFault(_("存储桶出了故障：") + str(fault)) from fault


def sentence_for(code: str) -> str:
    if code == "NoSuchBucket":
        return _("找不到存储桶“%s”，请检查 XINYU_BUCKET。") % settings.BUCKET
    return refused() if code in REFUSED else _("存储桶出了故障：") + code


def refused() -> str:
    return _("存储桶“%s”不让我们读写，请检查密钥和权限。") % settings.BUCKET
