from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from service_requests.models import Attachment
from service_requests.papers.sweep import sweep


class Command(BaseCommand):
    help = "Remove files that no request names, and list papers whose file is gone."

    def handle(self, **options):
        done = sweep()
        self.stdout.write(_("删掉了 %d 个没有主的文件。") % len(done["removed"]))
        lost = Attachment.objects.filter(stored_as__in=done["lost"]).select_related("request")
        for paper in lost.defer("request__name", "request__phone", "request__answers"):
            whose = paper.request.reference if paper.request else _("一份没送出的草稿")
            words = _("文件不见了：%(whose)s 的“%(label)s”（%(file)s）")
            self.stdout.write(
                words % {"whose": whose, "label": paper.label, "file": paper.stored_as}
            )
