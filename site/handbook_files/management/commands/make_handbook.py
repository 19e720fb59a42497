from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from handbook_files.making import make_pending
from handbook_files.typesetter import why_not


class Command(BaseCommand):
    help = _("做手册的离线网页和 PDF：只做内容变了的")

    def handle(self, *args, **options):
        made = make_pending()
        if missing := why_not():
            self.stderr.write(_("PDF 做不了：%(reason)s") % {"reason": missing})
        self.stdout.write(_("做了 %(count)d 本") % {"count": made})
