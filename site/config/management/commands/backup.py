from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from config.backups.faults import Failed
from config.backups.making import Made, back_up, forget_old


class Command(BaseCommand):
    help = "Write database, papers and media into one new folder. Never the keys."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "place", nargs="?", type=Path, default=settings.BACKUP_DIR, help="on another disk"
        )
        parser.add_argument("--keep", type=int, help="delete older ones of its own but for so many")

    def handle(self, place: Path | None, keep: int | None, **options):
        if place is None:
            raise CommandError(_("写上备份放在哪里：manage.py backup /备份的文件夹"))
        if keep is not None and keep < 1:
            raise CommandError(_("--keep 至少是 1。"))
        try:
            made = back_up(place, self.tell)
            gone = forget_old(place, keep) if keep else []
        except Failed as fault:
            raise CommandError(str(fault)) from fault
        for line in report(made, len(gone)):
            self.stdout.write(line)

    def tell(self, what: str, done: int, of: int):
        """On a terminal, in one line."""
        if self.stderr.isatty() and (done == of or done % 50 == 0):
            self.stderr.write(f"\r\033[K{what} {done}/{of}", ending="\n" if done == of else "")
            self.stderr.flush()


def report(made: Made, gone: int) -> list[str]:
    words = _(
        "备份好了：%(folder)s，数据库 %(size).1f MB，材料 %(papers)d 份，图片和文档 %(media)d 个。"
    )
    counts = {"papers": made.papers, "media": made.media, "size": made.database / 1e6}
    lines = [words % (counts | {"folder": made.folder})]
    if gone:
        lines.append(_("删掉了 %d 个旧的备份。") % gone)
    return [*lines, _("密钥不在里面，要另外存：没有密钥，里面的个人信息谁也读不出来，你也一样。")]
