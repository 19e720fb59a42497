"""活动报名: the list of gatherings, one gathering, its sheet for print, and who came."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log

from service_requests.access import Sight
from service_requests.answers import readable_answer
from service_requests.masks import masked_name, masked_phone, spaced_phone
from service_requests.models import Gathering, Registration
from service_requests.references import typed_reference
from service_requests.sign_up.log_actions import ATTENDANCE, READ, SHEET
from service_requests.sign_up.staff.access import ForStaff, sight
from service_requests.sign_up.staff.attendance import admit, arrive, tick

TITLE = gettext_lazy("活动报名")
SHOWN = 200  # gatherings


class GatheringsView(ForStaff):
    template_name = "service_requests/sign_up/gatherings.html"
    page_title = TITLE

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": str(TITLE)}]

    def get(self, request):
        found = Gathering.objects.with_numbers().order_by("-starts_at", "-pk")[:SHOWN]
        rows = [row(each) for each in found if sight(self.staff, each) is not Sight.NOTHING]
        return self.render_to_response(self.get_context_data(gatherings=rows))


def row(gathering) -> dict:
    """Of a gathering with its numbers."""
    return {
        "title": gathering.title,
        "url": reverse("sign_ups:gathering", args=[gathering.pk]),
        "starts": moment(gathering.starts_at),
        "off": gathering.cancelled_at is not None,
        "over": gathering.has_begun,
        "capacity": gathering.capacity,
        "taken": gathering.taken,
        "waiting": gathering.waiting,
        "suspect": gathering.suspect,
        "came": gathering.there,
    }


def moment(value) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


class GatheringView(ForStaff):
    template_name = "service_requests/sign_up/gathering.html"

    def get(self, request, pk):
        self.gathering = self.gathering_at(Sight.MASKED)
        log(self.gathering, READ, user=request.user)
        masked = sight(self.staff, self.gathering) is not Sight.CONTENT
        people = self.gathering.registrations.exclude(state=Registration.State.CANCELLED)
        context = self.get_context_data(
            gathering=row(self.gathering),
            pk=pk,
            masked=masked,
            rows=[person(each, masked) for each in people.defer("answers")],
        )
        return self.render_to_response(context)

    def get_page_title(self):
        return self.gathering.title

    def get_breadcrumbs_items(self):
        index = {"url": reverse("sign_ups:index"), "label": str(TITLE)}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.gathering.title}]


def person(found: Registration, masked: bool) -> dict:
    return {
        "pk": found.pk,
        "reference": found.reference,
        "name": masked_name(found.name) if masked else found.name,
        "phone": masked_phone(found.phone),
        "people": found.people,
        "state": found.get_state_display(),
        "suspect": found.state == Registration.State.SUSPECT,
        "has_place": found.state in Registration.TAKES_PLACES,
        "came": found.state == Registration.State.ATTENDED,
    }


class SheetView(GatheringView):
    """For print and for the day itself: who comes, whom to call."""

    template_name = "service_requests/sign_up/sheet.html"

    def get(self, request, pk):
        self.gathering = self.gathering_at(Sight.CONTENT)
        log(self.gathering, SHEET, user=request.user)
        rows = [in_full(each) for each in self.gathering.registrations.taking_places()]
        context = self.get_context_data(gathering=row(self.gathering), rows=rows)
        return self.render_to_response(context)


def in_full(found: Registration) -> dict:
    return {
        "name": found.name,
        "phone": spaced_phone(found.phone),
        "people": found.people,
        "reference": found.reference,
        "answers": [
            (each["label"], readable_answer(each["type"], each["value"])) for each in found.answers
        ],
    }


class Step(ForStaff):
    http_method_names = ["post"]
    failed = gettext_lazy("没找到这个号码。看看是不是报的这一场，有没有取消。")

    def post(self, request, pk):
        gathering = self.gathering_at(Sight.CONTENT)
        said = self.step(gathering, request.POST)
        log(gathering, ATTENDANCE, user=request.user)
        messages.success(request, said) if said else messages.error(request, self.failed)
        return redirect("sign_ups:gathering", pk)

    def step(self, gathering: Gathering, posted) -> str:
        """What was done, in words; "" where nothing could be."""
        raise NotImplementedError


class TickView(Step):
    """The whole list at once: who is ticked came, who isn't did not."""

    def step(self, gathering, posted):
        came = tick(gathering, set(posted.getlist("came")))
        return _("记下了：到了 %(count)d 人。") % {"count": came}


class ArriveView(Step):
    """One, by the reference on their receipt, typed or scanned."""

    def step(self, gathering, posted):
        found = arrive(gathering, typed_reference(posted.get("reference", "")))
        if found is None:
            return ""
        told = {"name": masked_name(found.name), "count": found.people}
        return _("%(name)s到了，%(count)d 人。") % told


class AdmitView(Step):
    """One that looked sent by a machine, and isn't."""

    def step(self, gathering, posted):
        sign_up = posted.get("registration", "")
        if not (sign_up.isdecimal() and admit(gathering, int(sign_up))):
            return ""
        return _("放进来了，有位子就报上，没有就排队。")
