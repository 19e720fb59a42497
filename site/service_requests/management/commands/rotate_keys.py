import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from service_requests.rotation import look_up_anew, not_current, reseal_everything


class Command(BaseCommand):
    help = "Put everything that is sealed under the first key of XINYU_REQUEST_KEYS."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="say whether an old key is needed; change nothing"
        )
        parser.add_argument(
            "--lookup", action="store_true", help="after XINYU_LOOKUP_KEY was changed"
        )

    def handle(self, **options):
        if options["lookup"]:
            look_up_anew(self.tell)
            self.stdout.write(_("手机号的查找都换到现在的密钥了。"))
            return
        left = not_current() if options["check"] else reseal_everything(self.tell)
        for field, count in sorted(left.items()):
            words = _("%(field)s：还有 %(count)d 个不是用第一把密钥加密的")
            self.stdout.write(words % {"field": field, "count": count})
        if left:
            self.stdout.write(_("旧的密钥还不能去掉。看看是不是有进程没有重新启动，再运行一次。"))
            sys.exit(1)
        self.stdout.write(_("全部用第一把密钥加密。后面的密钥可以去掉了。"))

    def tell(self, name: str, done: int, total: int):
        if done % 1000 and done != total:
            return
        words = _("  %(name)s：%(done)d / %(total)d")
        self.stderr.write(words % {"name": name, "done": done, "total": total})
