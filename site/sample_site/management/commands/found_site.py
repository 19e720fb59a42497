"""Found a site without any sample: a home page, the group of editors, Chinese names."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from pages.models import HomePage
from sample_site.accounts import ensure_editors
from sample_site.chinese_names import name_in_chinese
from sample_site.loader import home_page

HOME = {"title": "首页", "slogan": "豫服务 粤幸福"}  # data: an editor's to change


class Command(BaseCommand):
    help = _("建一个空网站：只有首页和编辑组，没有示例内容，也没有账号")

    def handle(self, *args, **options):
        if HomePage.objects.exists():
            return
        name_in_chinese()
        home_page(HOME)
        ensure_editors()
        self.stdout.write(_("空网站建好了：只有首页"))
