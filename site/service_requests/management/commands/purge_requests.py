from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from service_requests.purge_requests import counts, purge


class Command(BaseCommand):
    help = "Delete spam and anonymise requests that are past their time, all there are."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say how many; change nothing")

    def handle(self, **options):
        if options["dry_run"]:
            words = _(
                "到期的：要删 %(spam)d 件垃圾，去掉 %(identity)d 件的身份，"
                "删掉 %(id_photos)d 件的身份证照片。什么都没有动。"
            )
            self.stdout.write(words % counts())
        else:
            words = _(
                "删掉了 %(spam)d 件垃圾，去掉了 %(identity)d 件的身份，"
                "删掉了 %(id_photos)d 件的身份证照片。"
            )
            self.stdout.write(words % purge(tell=self.tell))

    def tell(self, done: int):
        if done % 500 == 0:
            self.stderr.write(_("  做完了 %d 件") % done)
