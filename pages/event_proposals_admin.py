"""排日子 in the admin: the dates that a rule proposes, to be confirmed, changed or dropped."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component

from pages.calendar import hours_of
from pages.days import day_facts
from pages.event_changes_admin import OfEvent
from pages.event_proposals import DROP, decide, proposed_days
from pages.event_proposals_form import make_formset
from pages.holidays import marks, table_from
from pages.models import CalendarDay, EventPage


class ProposalsView(OfEvent, TemplateView):
    """What is decided is published at once; the rest stays proposed."""

    template_name = "pages/admin/event_proposals.html"

    def heading(self):
        return _("排日子")

    @cached_property
    def proposed(self):
        return proposed_days(self.event, timezone.localdate())

    def formset(self, data=None):
        given = {"event": self.event, "proposed": set(self.proposed)}
        initial = [{"day": day, "decision": ""} for day in self.proposed]
        return make_formset(data, initial=initial, form_kwargs=given)

    def get_context_data(self, **kwargs):
        formset = kwargs.setdefault("formset", self.formset())
        holidays = marks(table_from(CalendarDay.objects.all()))
        rows = [(form, day_of(form)) for form in formset.forms]
        return super().get_context_data(**kwargs) | {
            "rows": [(form, day, day and holidays.get(day["date"])) for form, day in rows],
            "media": formset.media,
            "usual": usual(self.event),
        }

    def post(self, request, *args, **kwargs):
        formset = self.formset(request.POST)
        if self.obstacle or not formset.is_valid():
            return self.render_to_response(self.get_context_data(formset=formset))
        if not formset.decided:
            messages.warning(request, _("还没有定哪一场：选“照这样办”“改了再办”或者“不办”。"))
            return HttpResponseRedirect(request.path)
        try:
            self.publish(formset)
        except ValidationError as error:
            formset.non_form_errors().extend(error.messages)
            return self.render_to_response(self.get_context_data(formset=formset))
        messages.success(request, self.done_words(formset))
        return HttpResponseRedirect(request.path)

    def publish(self, formset):
        for form in formset.decided:
            cleaned = form.cleaned_data
            decide(self.event, cleaned["day"], cleaned["decision"], form.changed_to)
        self.event.full_clean()
        user = self.request.user
        self.event.save_revision(user=user, log_action=True).publish(user=user)

    def done_words(self, formset) -> str:
        dropped = sum(form.cleaned_data["decision"] == DROP for form in formset.decided)
        held = len(formset.decided) - dropped
        return _("公布了 %(held)d 场，不办 %(dropped)d 场。") % {"held": held, "dropped": dropped}


def usual(event: EventPage) -> str:
    """Hours and place of a date that is taken as proposed."""
    starts, length = hours_of(event)
    return f"{starts:%H:%M}–{starts + length:%H:%M}，{event.venue}"


def day_of(form):
    """As it was proposed, or as it was sent; None for what is no day."""
    day = form.cleaned_data.get("day") if form.is_bound else form.initial["day"]
    return day and day_facts(day)


class ProposalsPanel(Component):
    """On the admin's home page: events whose next dates wait to be confirmed."""

    name = "event_proposals"
    template_name = "pages/admin/event_proposals_panel.html"
    order = 115

    def __init__(self, user):
        self.user = user

    @cached_property
    def waiting(self) -> list[dict]:
        events = EventPage.objects.live().filter(confirm_dates=True, alias_of=None)
        today = timezone.localdate()
        return [
            {"title": event.title, "count": len(days), "url": proposals_url(event)}
            for event in events.order_by("title")
            if (days := proposed_days(event, today))
            and event.permissions_for_user(self.user).can_publish()
        ]

    def get_context_data(self, parent_context):
        return {"waiting": self.waiting}


def proposals_url(event: EventPage) -> str:
    return reverse("event_proposals", args=[event.pk])


urlpatterns = [
    path("events/<int:pk>/proposals/", ProposalsView.as_view(), name="event_proposals"),
]
