"""Load the sample site and its accounts; on demand, news in numbers to measure with."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.site_address import align_site_address
from pages.models import HomePage
from sample_site.accounts import make_accounts
from sample_site.chinese_names import name_in_chinese
from sample_site.loader import load
from sample_site.measuring import add_news


class Command(BaseCommand):
    help = _("装入示例网站和示例账号；已经有的不动")

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help=_("数据库里已有网站就什么也不做")
        )
        parser.add_argument(
            "--news", type=int, default=0, help=_("另外装入多少条压测消息，用来量速度")
        )

    def handle(self, *args, if_empty: bool, news: int, **options):
        if news and settings.PRODUCTION:
            raise CommandError(_("正式网站上不装压测消息。"))
        if if_empty and HomePage.objects.exists():
            return
        name_in_chinese()
        added = load(self.tell)
        make_accounts()
        align_site_address()
        self.tell(_("示例网站：新加 %d 页") % added, ending="\n")
        if news:
            added = add_news(news, self.progress)
            self.tell(_("压测消息：新加 %d 页") % added, ending="\n")

    def progress(self, done: int, total: int):
        self.tell(_("压测消息") + f" {done}/{total}")

    def tell(self, line: str, ending: str = ""):
        start = "\r\033[K" if self.stdout.isatty() else ""
        if self.stdout.isatty() or ending:
            self.stdout.write(start + line, ending=ending)
