from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from service_requests.models import Delivery
from service_requests.notices.sending import send_due


class Command(BaseCommand):
    help = _("把等着的通知发一遍，说出发了几条；小进程平时自己会发")

    def handle(self, *args, **options):
        outcome = send_due()
        self.stdout.write(_("新排进来的事：%d 件") % outcome.pop("planned"))
        for state, count in sorted(outcome.items()):
            self.stdout.write(f"{Delivery.State(state).label}：{count}")
        left = Delivery.objects.on_their_way().count()
        self.stdout.write(_("还等着：%d 条") % left)
