"""Why a file was not taken, in words that say what to do instead."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from service_requests.papers.copier import MOST_PAGES

WORDS = {
    "kind": gettext_lazy("“%(name)s”不是我们能收的文件。拍成照片再传"),
    "heic": gettext_lazy("“%(name)s”是 HEIC 格式，我们打不开。截一张图，传截图就行"),
    "pdf": gettext_lazy("“%(name)s”是 PDF，这里只收照片。截图再传"),
    "size": gettext_lazy("“%(name)s”有 %(size)s，一份最大 %(largest)s。截一张图再传，会小很多"),
    "total": gettext_lazy("一次送的太多了，“%(name)s”没收下。先送这些，再回来补"),
    "empty": gettext_lazy("“%(name)s”是空的，里面什么也没有。再选一次"),
    "pixels": gettext_lazy("“%(name)s”的画面太大，我们打不开。截一张图再传"),
    "damaged": gettext_lazy("“%(name)s”打不开，可能坏了，也可能没传完。再传一次，或者重新拍一张"),
    "locked": gettext_lazy("“%(name)s”有密码，我们打不开。去掉密码，或者截图再传"),
    "pages": gettext_lazy("“%(name)s”超过 %(pages)d 页。只传用得上的几页"),
    "fonts": gettext_lazy("“%(name)s”里的字没有带字体，存下来会变成空白。截图或者拍照再传"),
    "later": gettext_lazy("我们这边忙不过来，“%(name)s”没收下。过几分钟再传一次"),
    "again": gettext_lazy("“%(name)s”和前面传过的是同一份，只留一份"),
    "quota": gettext_lazy("这件事的材料已经太多，“%(name)s”没收下。带到服务站来，或者打电话说"),
}
LONGEST_NAME = 40  # characters shown


def words_for(problem: str, name: str, size: int = 0) -> str:
    return WORDS[problem] % {
        "name": short_name(name),
        "size": size_words(size),
        "largest": size_words(settings.LARGEST_PAPER),
        "pages": MOST_PAGES,
    }


def too_many(label: str, most: int, names: list[str]) -> str:
    return _("“%(label)s”最多 %(most)d 份，这几份没收：%(names)s") % {
        "label": label,
        "most": most,
        "names": "、".join(map(short_name, names)),
    }


def no_room() -> str:
    return _("眼下网上收不了文件。不用再传，先把表送出去，材料带到服务站来，我们当面收")


def short_name(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 12]}…{name[-11:]}"


def size_words(size: int) -> str:
    """ "1.2 MB", or "80 KB" for what is smaller."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".0 MB", " MB")
