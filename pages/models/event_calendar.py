from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from pages.event_lists import EventLists
from pages.models.base import BasePage


class HolidayBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("节日"), max_length=30)
    note = blocks.CharBlock(label=_("安排"), max_length=80, default="待国务院通知")

    class Meta:
        label = _("节日")


class EventCalendarPage(BasePage):
    """The calendar: a page for the present, one a month, one a category, and one .ics."""

    holidays = StreamField([("holiday", HolidayBlock())], verbose_name=_("放假安排"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("holidays")]

    kind = "calendar"
    list_addresses = r"class|talk|arts|festival|children|outreach|volunteer|social|\d{4}-\d{2}"
    subpage_types = ["pages.EventPage"]

    class Meta:
        verbose_name = _("活动日历")
        verbose_name_plural = _("活动日历")

    def facts(self, build):
        return super().facts(build) | {
            "holidays": [item["value"] for item in build.stream(self.holidays)],
        }

    def outputs(self, build):
        return EventLists(self, build).outputs()
