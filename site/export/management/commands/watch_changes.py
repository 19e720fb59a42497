"""Keep the public site up to date: the worker beside the server."""

import os
import signal
from collections.abc import Callable
from threading import Thread

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string
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
        watch_all(lambda: not self.stopped and os.getppid() == parent)

    def stop(self, *args):
        self.stopped = True


def watch_all(running: Callable[[], bool]):
    """The changes here, what settings.WATCHERS names in threads of their own. The process ends
    when all of them have."""
    for name in settings.WATCHERS:
        Thread(target=import_string(name), args=[running], name=name).start()
    watch(running)
