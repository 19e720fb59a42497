"""Write the public site as static files."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from export.full import export_site
from export.models import Change
from export.worker import note_result
from export.write import NotOurs


class Command(BaseCommand):
    help = _("把公开网站写成静态文件")

    def add_arguments(self, parser):
        parser.add_argument(
            "--out", type=Path, default=settings.PUBLIC_DIR, help=_("写到哪个文件夹")
        )

    def handle(self, *args, out: Path, **options):
        newest = Change.objects.values_list("pk", flat=True).last()
        try:
            result = export_site(out.resolve(), self.progress)
        except NotOurs:
            raise CommandError(
                _("%s 里有别的文件，不是导出的网站。换一个空文件夹，免得把它们删掉。") % out
            ) from None
        if out.resolve() == settings.PUBLIC_DIR:
            Change.objects.filter(pk__lte=newest or 0).delete()
            note_result(result)
        told = _(
            "共 %(files)d 个文件，写了 %(written)d 个，删了 %(removed)d 个，用了 %(seconds).1f 秒"
        )
        end_of_bar = "\r\033[K" if self.stdout.isatty() else ""
        self.stdout.write(end_of_bar + told % vars(result) + f"：{out}")

        for fault in result.faults:
            self.stderr.write(fault)

    def progress(self, done: int, total: int):
        if self.stdout.isatty():
            bar = "█" * (30 * done // max(total, 1))
            self.stdout.write(f"\r\033[K  {bar:<30} {done}/{total} ", ending="")
            self.stdout.flush()
