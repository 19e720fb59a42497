"""One sign-up: who it is, what they wrote and agreed to, what was done with it; and the steps that
concern it alone."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from service_requests.access import Sight
from service_requests.answers import tidy
from service_requests.handling import Refused
from service_requests.inbox.request_facts import answer, consent, name_and_phone
from service_requests.inbox.request_page import LONGEST
from service_requests.models import GatheringEvent, Registration
from service_requests.notices.undelivered import undelivered_about
from service_requests.sign_up.access import may_hold
from service_requests.sign_up.cancelling import give_up
from service_requests.sign_up.holding import set_hold
from service_requests.sign_up.log import write_down_reading
from service_requests.sign_up.staff.access import ForStaff
from service_requests.sign_up.staff.log_facts import log_facts
from service_requests.sign_up.staff.views import row
from service_requests.sign_up.status import may_cancel
from service_requests.slip_parts import written_moment

Kind = GatheringEvent.Kind


class PersonView(ForStaff):
    template_name = "service_requests/sign_up/person.html"

    def get(self, request, pk):
        self.found = self.registration_at(Sight.CONTENT)
        return self.show()

    def show(self, status: int = 200, **more):
        """`more`: a problem to tell, and the words that come back with it."""
        gathering = self.found.gathering
        write_down_reading(gathering, Kind.OPENED, self.staff, self.found)
        facts = person_facts(self.found) | {
            "may_cancel": may_cancel(self.found),
            "may_hold": may_hold(self.staff, gathering),
        }
        context = self.get_context_data(
            person=facts, gathering=row(gathering), longest=LONGEST, **more
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self):
        return self.found.reference

    @property
    def trail(self):
        gathering = self.found.gathering
        return [(reverse("sign_ups:gathering", args=[gathering.pk]), gathering.title)]


def person_facts(found: Registration) -> dict:
    return {
        "pk": found.pk,
        "reference": found.reference,
        "state": found.get_state_display(),
        "people": found.people,
        "signed_up": written_moment(found.signed_up_at),
        "held_since": written_moment(found.held_at) if found.held_at else "",
        "person": name_and_phone(found, Sight.CONTENT),
        "answers": [answer(each, may_reveal=False, revealed="") for each in found.answers],
        "consent": consent(found),
        "undelivered": undelivered_about(found.reference),
        "log": log_facts(found.gathering, Sight.CONTENT, about=found),
    }


class PersonStep(PersonView):
    http_method_names = ["post"]
    name = ""  # of the form whose words come back

    def post(self, request, pk):
        self.found = self.registration_at(Sight.CONTENT)
        words = tidy(request.POST.get("words", ""))
        try:
            if len(words) > LONGEST:
                raise Refused(_("最多 %d 字，没有存。写短一点。") % LONGEST)
            messages.success(request, self.step(words))
        except Refused as refusal:
            self.found.refresh_from_db(fields=["state", "held_at"])
            return self.show(422, problem=str(refusal), typed={"step": self.name, "words": words})
        return redirect("sign_ups:person", pk)

    def step(self, words: str) -> str:
        """What was done, in words. Raises Refused."""
        raise NotImplementedError


class CancelView(PersonStep):
    name = "cancel"

    def step(self, words):
        if not words:
            raise Refused(_("写一句为什么取消，本人查进度的时候看得到。"))
        give_up(self.found, self.staff, words)
        return _("取消了，位子按次序让给排队的人。")


class HoldView(PersonStep):
    name = "hold"
    holds = True

    def step(self, words):
        if not may_hold(self.staff, self.found.gathering):
            raise PermissionDenied
        set_hold(self.found, self.staff, self.holds, words)
        if self.holds:
            return _("保留了：不解除就不会到期清除。")
        return _("解除了保留，期限照常算。")


class ReleaseView(HoldView):
    holds = False
