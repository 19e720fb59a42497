from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from handbook_files.making import make_pending
from handbook_files.typesetter import why_not


class Command(BaseCommand):
    help = _("做手册的 PDF：只做内容变了的")

    def handle(self, *args, **options):
        if missing := why_not():
            raise CommandError(missing)
        self.stdout.write(_("做了 %(count)d 本") % {"count": make_pending()})
