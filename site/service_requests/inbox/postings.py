"""Who works where: set by administrators, beside the accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from pages.models import StationPage
from service_requests.models import StaffPosting


class StationChoices(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, station):
        return station.title


class PostingForm(forms.ModelForm):
    stations = StationChoices(
        StationPage.objects.order_by("title"),
        label=_("服务站"),
        help_text=_("办理员和主管只看得到这些站的诉求。主管不设岗位，就看得到全中心的。"),
        error_messages={"required": _("至少选一个站。不再管任何站，就把这条岗位删掉。")},
    )

    class Meta:
        model = StaffPosting
        fields = ["user", "stations"]


class PostingIndexView(IndexView):
    def get_base_queryset(self):
        found = StaffPosting.objects.select_related("user")
        return found.prefetch_related("stations")


class PostingViewSet(ModelViewSet):
    model = StaffPosting
    name = "staff_postings"
    url_prefix = "staff-postings"
    icon = "group"
    menu_label = _("岗位")
    menu_order = 610  # below Wagtail's users and groups
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = PostingIndexView
    list_display = [
        "__str__",
        Column("station_names", label=_("服务站")),
    ]
    list_per_page = 100

    def get_form_class(self, for_update=False):
        return PostingForm
