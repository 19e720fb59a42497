import sys
from itertools import chain

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from service_requests.anchor_verification import last_anchor, missing_anchor, verify_anchors
from service_requests.log_verification import verify_logs
from service_requests.models import GatheringEvent, RequestEvent
from service_requests.models.log import anchor_logs


class Command(BaseCommand):
    help = "Verify the log of requests and sign-ups; exit 1 and say where something doesn't match."

    def add_arguments(self, parser):
        parser.add_argument(
            "--anchor", metavar="NUMBER:DIGEST", help="an anchor written down at an earlier time"
        )

    def handle(self, **options):
        self.total = RequestEvent.objects.count() + GatheringEvent.objects.count()
        wrong = 0
        for problem in chain(verify_logs(self.tell), verify_anchors(), known(options)):
            wrong += 1
            self.stdout.write(problem)
        if wrong:
            self.stdout.write(_("对不上的有 %(count)d 处。") % {"count": wrong})
            sys.exit(1)
        anchor_logs()
        self.stdout.write(_("%(count)d 条日志都对得上。") % {"count": self.total})
        self.stdout.write(_("抄下来，下次用 --anchor 核对：%(anchor)s") % {"anchor": last_anchor()})

    def tell(self, number: int):
        words = _("  核对了 %(number)d / %(total)d 条") % {"number": number, "total": self.total}
        self.stderr.write(words)


def known(options):
    problem = options["anchor"] and missing_anchor(options["anchor"])
    return [problem] if problem else []
