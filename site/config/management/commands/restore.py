import sys
from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from config.backups.faults import Failed
from config.backups.restoring import keys_fit, restore


class Command(BaseCommand):
    help = "Put a backup into an empty place, and try the keys on it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("backup", type=Path, help="a folder that manage.py backup made")

    def handle(self, backup: Path, **options):
        try:
            restore(backup)
        except Failed as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(_("恢复好了。接着运行 manage.py start，公开网站会重新做一遍。"))
        fit = keys_fit()
        if fit:
            self.stdout.write(_("现在的密钥读得出最新的一件诉求。"))
        if fit is False:
            self.stderr.write(_("现在的密钥读不出里面的诉求：XINYU_REQUEST_KEYS 不是当时的。"))
            sys.exit(1)
