"""The dates of an event in the admin: this one, this one and all that follow, or all."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, register_converter, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from pages.calendar import Occurrence, occurrences
from pages.days import WEEKDAYS
from pages.event_changes import may_be_split, obstacle, split
from pages.event_changes_form import AS_PLANNED, CANCELLED, MOVED, OneDateForm
from pages.models import EventPage

MOST = 40  # dates in the list


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value) -> date:
        return date.fromisoformat(value)

    def to_url(self, value) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")


class OfEvent(WagtailAdminTemplateMixin):
    """For whoever may publish the event; its obstacle is told in the place of the buttons."""

    header_icon = "date"

    def dispatch(self, request, *args, **kwargs):
        if not self.event.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> EventPage:
        return get_object_or_404(EventPage.objects.filter(alias_of=None), pk=self.kwargs["pk"])

    @cached_property
    def coming(self) -> list[Occurrence]:
        today = timezone.localdate()
        held = occurrences(self.event, today)
        return [each for each in held if each.ends.date() >= today][:MOST]

    @cached_property
    def occurrence(self) -> Occurrence:
        for each in self.coming:
            if each.key == self.kwargs["day"]:
                return each
        raise Http404

    @cached_property
    def obstacle(self) -> str:
        return obstacle(self.event, self.request.user)

    @property
    def dates_url(self) -> str:
        return reverse("event_dates", args=[self.event.pk])

    def heading(self) -> str:
        """What is done to one date; blank for the list of all."""
        return ""

    def get_page_title(self):
        return self.heading() or _("各场：%s") % self.event.title

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items, {"url": self.dates_url, "label": self.event.title}]
        return [*items, {"url": "", "label": self.heading()}] if self.heading() else items

    def get_context_data(self, **kwargs):
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.event.pk])
        facts = {"event": self.event, "obstacle": self.obstacle, "edit_url": edit_url}
        return super().get_context_data(**kwargs) | facts | {"dates_url": self.dates_url}


class EventDatesView(OfEvent, TemplateView):
    template_name = "pages/admin/event_dates.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"dates": [self.row(x) for x in self.coming]}

    def row(self, each: Occurrence) -> dict:
        arguments = [self.event.pk, each.key]
        splits = may_be_split(self.event, each.key)
        return {
            "when": in_words(each),
            "venue": each.venue or self.event.venue,
            "state": state_of(each, self.event),
            "note": each.note,
            "this_url": reverse("event_date", args=arguments),
            "following_url": reverse("event_dates_from", args=arguments) if splits else "",
        }


class EventDateView(OfEvent, FormView):
    """This one: an exception is written down, and the event published with it."""

    form_class = OneDateForm
    template_name = "pages/admin/event_date.html"

    def heading(self):
        return _("只改这一场：%s") % self.occurrence.key.isoformat()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"event": self.event, "day": self.occurrence.key}

    def get_initial(self):
        """What was said of this date before."""
        for item in self.event.dates:
            if item.value["day"] == self.occurrence.key:
                known = {name: item.value.get(name) for name in OneDateForm.base_fields}
                confirmed = item.block_type == "confirmed"
                return known | {"kind": MOVED if confirmed else item.block_type}
        return {"kind": MOVED}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "when": in_words(self.occurrence),
            "added": any(
                item.block_type == "added" and item.value["day"] == self.occurrence.key
                for item in self.event.dates
            ),
        }

    def form_valid(self, form):
        if self.obstacle:
            return self.form_invalid(form)
        user = self.request.user
        self.event.save_revision(user=user, log_action=True).publish(user=user)
        done = {AS_PLANNED: _("照原来的办"), MOVED: _("改好了"), CANCELLED: _("取消了")}
        day = self.occurrence.key.isoformat()
        messages.success(self.request, f"{day}：{done[form.cleaned_data['kind']]}")
        return HttpResponseRedirect(self.dates_url)


class EventDatesFromView(OfEvent, TemplateView):
    """This one and all that follow: they become an event of their own."""

    template_name = "pages/admin/event_dates_from.html"

    def heading(self):
        return _("从这一场起都改：%s") % self.occurrence.key.isoformat()

    def dispatch(self, request, *args, **kwargs):
        if not may_be_split(self.event, self.occurrence.key):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"when": in_words(self.occurrence)}

    def post(self, request, *args, **kwargs):
        if self.obstacle:
            return self.get(request)
        later = split(self.event, self.occurrence.key, request.user)
        words = _("%s 起是这一页，改好再发布；以前的场次还在原来那一页。")
        messages.success(request, words % self.occurrence.key.isoformat())
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[later.pk]))


def in_words(each: Occurrence) -> str:
    """ "2026-12-05 星期六 19:00–21:00"; times in Asia/Shanghai."""
    weekday = WEEKDAYS[each.starts.weekday()]
    return f"{each.starts:%Y-%m-%d} {weekday} {each.starts:%H:%M}–{each.ends:%H:%M}"


def state_of(each: Occurrence, event: EventPage) -> str:
    if each.cancelled:
        return _("已取消")
    if each.planned and each.planned != each.starts:
        return _("改过，原来是 %s") % f"{each.planned:%Y-%m-%d %H:%M}"
    return _("照常")


urlpatterns = [
    path("events/<int:pk>/dates/", EventDatesView.as_view(), name="event_dates"),
    path("events/<int:pk>/dates/<day:day>/", EventDateView.as_view(), name="event_date"),
    path(
        "events/<int:pk>/dates/<day:day>/on/",
        EventDatesFromView.as_view(),
        name="event_dates_from",
    ),
]
