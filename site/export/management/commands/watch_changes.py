"""Keep the public site up to date: the worker beside the server."""

import os
import signal

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from export.worker import watch


class Command(BaseCommand):
    help = _("内容一变就重新发布公开网站，直到被停下")

    def add_arguments(self, parser):
        parser.add_argument("--beside", type=int, help=_("服务器的进程号：它结束，这里也结束"))

    def handle(self, *args, beside: int | None, **options):
        self.stopped = False
        parent = beside or os.getppid()
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        # It ends with the server it stands beside, however that one ended.
        watch(lambda: not self.stopped and os.getppid() == parent)

    def stop(self, *args):
        self.stopped = True
