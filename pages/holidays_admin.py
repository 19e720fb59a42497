"""节假日 in the admin: corrected when the State Council announces a year."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from pages.models import CalendarDay


class CalendarIndexView(IndexView):
    def get(self, request, *args, **kwargs):
        this_year = timezone.localdate().year
        announced = {row.year for row in CalendarDay.objects.dates("day", "year")}
        for year in sorted({this_year, this_year + 1} - announced):
            words = _("%d 年的放假安排待国务院通知，先按周一到周五算。通知出来了，请在这里补上。")
            messages.warning(request, words % year)
        return super().get(request, *args, **kwargs)


class CalendarDayViewSet(ModelViewSet):
    model = CalendarDay
    name = "calendar_days"
    url_prefix = "calendar-days"
    icon = "calendar-alt"
    menu_label = gettext_lazy("节假日")
    menu_order = 630
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = CalendarIndexView
    form_fields = ["day", "works", "name"]
    list_display = ["day", Column("what", label=gettext_lazy("放假还是上班")), "name"]
    list_per_page = 100
