"""Setting a legal hold and lifting it."""

from django.utils.translation import gettext_lazy as _

from service_requests import legal_hold
from service_requests.inbox.steps import StepView


class HoldView(StepView):
    done = _("保留了：不解除就不会到期清除。")
    form_name = "hold"

    def step(self, pk):
        legal_hold.hold(pk, self.staff, self.version, self.words)


class ReleaseView(StepView):
    done = _("解除了保留，期限照常算。")
    form_name = "hold"

    def step(self, pk):
        legal_hold.release(pk, self.staff, self.version, self.words)
