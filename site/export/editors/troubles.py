"""What a failed build means to those who see it, and what they can do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Trouble:
    """`raw` is the machine's own text, for whoever keeps the machine."""

    what: Words
    remedy: Words
    raw: str


# (what the error says, what happened, what to do); the first that fits counts.
KNOWN: list[tuple[str, Words, Words]] = [
    (
        r"NotOurs",
        _("要写的文件夹里有别的文件，不敢动它。"),
        _("请维护的人换一个空文件夹，或者把里面的文件移走。"),
    ),
    (
        r"No space left|ENOSPC|Errno 28|disk is full|Disk quota|Errno 122",
        _("磁盘满了，写不下。"),
        _("请维护的人腾出地方。腾出来以后会自己再试，也可以到后台首页点“现在再试”。"),
    ),
    (
        r"AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|NoCredentials|ExpiredToken",
        _("存储桶不认我们的钥匙，传不上去。"),
        _("请维护的人核对存储桶的密钥和权限。"),
    ),
    (
        r"NoSuchBucket",
        _("找不到存储桶。"),
        _("请维护的人核对存储桶的名字。"),
    ),
    (
        r"EndpointConnection|ConnectTimeout|ReadTimeout|ConnectionError|ConnectionReset"
        r"|ConnectionRefused|ClientError|Could not connect|Name or service not known"
        r"|Temporary failure in name resolution|Network is unreachable",
        _("连不上存放网页的地方（存储桶）。"),
        _("先看看网络通不通。网络好了会自己再试，也可以到后台首页点“现在再试”。"),
    ),
    (
        r"PermissionError|Errno 13|Read-only file system|Errno 30",
        _("没有权限写公开网站的文件夹。"),
        _("请维护的人核对文件夹的主人和权限。"),
    ),
    (
        r"database is locked|OperationalError",
        _("数据库正忙，没读成。"),
        _("一般过一会儿自己就好。老是这样，请告诉维护的人。"),
    ),
    (
        r"MemoryError|Cannot allocate memory|Errno 12",
        _("机器的内存不够。"),
        _("请维护的人关掉别的程序，或者加内存。"),
    ),
]
AGAIN = _("好了会自己再试，也可以到后台首页点“现在再试”。")
UNKNOWN = _("出了没料到的错。")
TELL = _("请把下面“给维护的人看”里的文字转给维护的人。")


def trouble(error: str) -> Trouble | None:
    """None for a run that has no error."""
    if not error:
        return None
    kind, _colon, sentence = error.partition(": ")
    if kind == "BucketFault":  # says itself what happened
        return Trouble(sentence, AGAIN, error)
    for pattern, what, remedy in KNOWN:
        if re.search(pattern, error, re.IGNORECASE):
            return Trouble(what, remedy, error)
    return Trouble(UNKNOWN, TELL, error)
