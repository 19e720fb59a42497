from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from service_requests.purge import purge_expired


class Command(BaseCommand):
    help = "Delete expired drafts, tries and records of exports; the worker does it every minute."

    def handle(self, **options):
        words = _("删掉了 %(drafts)d 份草稿、%(tries)d 条查询计数和 %(exports)d 条导出记录。")
        self.stdout.write(words % purge_expired())
