"""Write the public site as static files."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from export.bucket import BucketFault
from export.check import differences
from export.deliver import Result, export_changes, export_site
from export.editors.troubles import trouble
from export.write import NotOurs


class Command(BaseCommand):
    help = _("把公开网站写成静态文件；不加选项时只做有改动的部分")
    requires_system_checks: list[str] = []  # made when the site starts

    def add_arguments(self, parser):
        parser.add_argument(
            "--out", type=Path, default=settings.PUBLIC_DIR, help=_("写到哪个文件夹")
        )
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--full", action="store_true", help=_("全部重做，做好了整个换上"))
        how.add_argument(
            "--check", action="store_true", help=_("和重做一遍的结果比，有不同就退出 1")
        )
        parser.add_argument("--json", action="store_true", help=_("结果写成 JSON，给程序读"))

    def handle(self, *args, out: Path, full: bool, check: bool, **options):
        self.as_json = options["json"]
        self.shows_progress = self.stdout.isatty() and not self.as_json
        try:
            if check:
                return self.check_folder(out.resolve())
            result = (export_site if full else export_changes)(out.resolve(), self.progress)
        except NotOurs:
            raise CommandError(
                _("%s 里有别的文件，不是导出的网站。换一个空文件夹，免得把它们删掉。") % out
            ) from None
        except (OSError, BucketFault) as error:
            raise CommandError(in_words(error)) from error
        return self.tell(result, out)

    def tell(self, result: Result | None, out: Path):
        if self.as_json:
            return self.stdout.write(
                json.dumps(vars(result) if result else None, ensure_ascii=False)
            )
        if result is None:
            return self.stdout.write(_("没有改动，公开网站是最新的") + f"：{out}")
        told = _(
            "共 %(files)d 个文件，写了 %(written)d 个，删了 %(removed)d 个，用了 %(seconds).1f 秒"
        )
        self.end_bar()
        self.stdout.write(told % vars(result) + f"：{out}")
        for fault in result.faults:
            self.stderr.write(fault)
        return None

    def check_folder(self, out: Path):
        found = differences(out, self.progress)
        self.end_bar()
        if self.as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        for kind, paths in {} if self.as_json else found.items():
            for path in paths:
                self.stdout.write(f"{KINDS[kind]}  {path}")
        if any(found.values()):
            raise SystemExit(1)
        if not self.as_json:
            self.stdout.write(_("和重做一遍的结果完全一样") + f"：{out}")

    def progress(self, done: int, total: int):
        if self.shows_progress:
            bar = "█" * (30 * done // max(total, 1))
            self.stdout.write(f"\r\033[K  {bar:<30} {done}/{total} ", ending="")
            self.stdout.flush()

    def end_bar(self):
        if self.shows_progress:
            self.stdout.write("\r\033[K", ending="")


def in_words(error: Exception) -> str:
    told = trouble(f"{type(error).__name__}: {error}")
    return f"{told.what} {told.remedy}" if told else str(error)


KINDS: dict[str, Any] = {"missing": _("少了"), "different": _("不同"), "extra": _("多了")}
