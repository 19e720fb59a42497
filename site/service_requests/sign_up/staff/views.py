"""活动报名: the list of gatherings, one gathering with who signed up, and its sheet for print."""

from django.urls import reverse

from pages.models import EventPage
from service_requests.access import Sight
from service_requests.answers import readable_answer
from service_requests.masks import masked_name, masked_phone, spaced_phone
from service_requests.models import Gathering, GatheringEvent, Registration
from service_requests.notices.undelivered import were_not_told
from service_requests.sign_up.access import may_export, sight
from service_requests.sign_up.following import where_it_is
from service_requests.sign_up.log import write_down_reading
from service_requests.sign_up.staff.access import TITLE, ForStaff
from service_requests.sign_up.staff.log_facts import doubts, log_facts
from service_requests.slip_parts import written_moment

SHOWN = 200  # gatherings
EMPTY_LINES = 10  # on the sheet, for who comes without having signed up
Kind = GatheringEvent.Kind


class GatheringsView(ForStaff):
    template_name = "service_requests/sign_up/gatherings.html"
    page_title = TITLE

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": str(TITLE)}]

    def get(self, request):
        found = Gathering.objects.with_numbers().order_by("-starts_at", "-pk")[:SHOWN]
        rows = [row(each) for each in found if sight(self.staff, each) is not Sight.NOTHING]
        live = set(EventPage.objects.live().values_list("occasion", flat=True))
        for each in rows:
            each["lost"] = not (each["off"] or each["over"] or each["occasion"] in live)
        return self.render_to_response(self.get_context_data(gatherings=rows))


def row(gathering) -> dict:
    """Of a gathering with its numbers."""
    return {
        "title": gathering.title,
        "url": reverse("sign_ups:gathering", args=[gathering.pk]),
        "occasion": gathering.occasion,
        "starts": written_moment(gathering.starts_at),
        "venue": gathering.venue,
        "off": gathering.cancelled_at is not None,
        "over": gathering.has_begun,
        "capacity": gathering.capacity,
        "taken": gathering.taken,
        "waiting": gathering.waiting,
        "suspect": gathering.suspect,
        "came": gathering.there,
    }


class GatheringView(ForStaff):
    template_name = "service_requests/sign_up/gathering.html"

    def get(self, request, pk):
        return self.show()

    def show(self, status: int = 200, **more):
        """`more`: a problem to tell, and the words that come back with it."""
        self.gathering = self.gathering_at(Sight.MASKED)
        write_down_reading(self.gathering, Kind.READ, self.staff)
        facts = gathering_facts(self.gathering, sight(self.staff, self.gathering))
        may = {"may_export": may_export(self.staff, self.gathering)}
        return self.render_to_response(self.get_context_data(**facts, **may, **more), status=status)

    def get_page_title(self):
        return self.gathering.title


def gathering_facts(gathering: Gathering, seen: Sight) -> dict:
    found = list(gathering.registrations.defer("answers"))
    masked, reasons = seen is not Sight.CONTENT, doubts(found)
    untold = were_not_told([each.reference for each in found])
    facts = row(gathering)
    coming = not (facts["off"] or facts["over"])
    rows = [
        person(each, masked)
        | {"doubt": reasons.get(each.pk, ""), "untold": each.reference in untold}
        for each in found
    ]
    return {
        "gathering": facts | {"lost": coming and where_it_is(gathering) is None},
        "pk": gathering.pk,
        "masked": masked,
        "rows": [each for each in rows if not each["cancelled"]],
        "cancelled": [each for each in rows if each["cancelled"]],
        "log": log_facts(gathering, seen),
    }


def person(found: Registration, masked: bool) -> dict:
    return {
        "pk": found.pk,
        "reference": found.reference,
        "name": masked_name(found.name) if masked else found.name,
        "phone": masked_phone(found.phone),
        "people": found.people,
        "state": found.get_state_display(),
        "held": found.held_at is not None,
        "cancelled": found.state == Registration.State.CANCELLED,
        "suspect": found.state == Registration.State.SUSPECT,
        "has_place": found.state in Registration.TAKES_PLACES,
        "came": found.state == Registration.State.ATTENDED,
    }


class SheetView(ForStaff):
    """For print and for the day itself: who comes, whom to call."""

    template_name = "service_requests/sign_up/sheet.html"

    def get(self, request, pk):
        self.gathering = self.gathering_at(Sight.CONTENT)
        write_down_reading(self.gathering, Kind.SHEET, self.staff)
        found = self.gathering.registrations.taking_places().prefetch_related("consents")
        context = self.get_context_data(
            gathering=row(self.gathering),
            rows=[in_full(each) for each in found],
            empty_lines=range(EMPTY_LINES),
        )
        return self.render_to_response(context)

    def get_page_title(self):
        return self.gathering.title

    @property
    def trail(self):
        return [(reverse("sign_ups:gathering", args=[self.gathering.pk]), self.gathering.title)]


def in_full(found: Registration) -> dict:
    return {
        "name": found.name,
        "phone": spaced_phone(found.phone),
        "people": found.people,
        "reference": found.reference,
        "answers": [
            (each["label"], readable_answer(each["type"], each["value"]))
            for each in found.answers
            if each["value"]
        ],
        "consents": [
            (each.get_purpose_display(), written_moment(each.agreed_at))
            for each in found.consents.all()
        ],
    }
