from django.utils.translation import gettext_lazy as _

from pages.event_lists import EventLists
from pages.models.base import BasePage


class EventCalendarPage(BasePage):
    """The calendar: a page for the present, one a month, one a category, and one .ics."""

    kind = "calendar"
    list_addresses = r"class|talk|arts|festival|children|outreach|volunteer|social|past|\d{4}-\d{2}"
    subpage_types = ["pages.EventPage", "pages.EventSeriesPage"]

    class Meta:
        verbose_name = _("活动日历")
        verbose_name_plural = _("活动日历")

    def outputs(self, build):
        return EventLists(self, build).outputs()
