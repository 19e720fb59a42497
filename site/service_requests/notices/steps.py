"""What people do about notices that weren't delivered: have them tried again, or let them be."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.log_actions import log

from service_requests.models import Delivery
from service_requests.models.delivery import DeliveryQuerySet
from service_requests.notices.access import ForLookers

REPORT = "notices:report"
AGAIN, ASIDE = "notices.try_again", "notices.set_aside"


class OneStep(ForLookers):
    http_method_names = ["post"]
    action = ""

    def post(self, request, pk):
        one = self.deliveries.filter(pk=pk)
        delivery = one.first()
        if delivery is None:
            raise Http404
        if self.step(one):
            note(delivery, self.action)
            messages.success(request, self.done())
        else:
            messages.warning(request, _("它已经发出去，或者正在发，不用管了。"))
        return redirect(REPORT)

    def step(self, one: DeliveryQuerySet) -> int:
        """How many it changed: none when it was too late."""
        raise NotImplementedError

    def done(self) -> str:
        raise NotImplementedError


class TryAgainView(OneStep):
    action = AGAIN

    def step(self, one):
        return one.try_again()

    def done(self):
        return _("马上再发一次。过一会儿看看结果。")


class SetAsideView(OneStep):
    action = ASIDE

    def step(self, one):
        return one.set_aside()

    def done(self):
        return _("这条不发了。要发，再点“再试一次”。")


class TryAllAgainView(ForLookers):
    """All dead letters: after the account was topped up, or the mail server came back."""

    http_method_names = ["post"]

    def post(self, request):
        dead = list(self.deliveries.dead())
        for delivery in dead:
            note(delivery, AGAIN)
        count = self.deliveries.dead().filter(pk__in=[each.pk for each in dead]).try_again()
        words = ngettext("%(n)d 条马上再发。", "%(n)d 条马上再发。", count) % {"n": count}
        messages.success(request, words)
        return redirect(REPORT)


def note(delivery: Delivery, action: str):
    log(delivery, action, title=str(delivery))
