from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from service_requests.exports.views import ExportView
from service_requests.inbox.bulk import BulkView
from service_requests.inbox.hold_steps import HoldView, ReleaseView
from service_requests.inbox.listing import RequestIndexView
from service_requests.inbox.more_steps import (
    AcceptHandoverView,
    ArriveView,
    AskView,
    AssignView,
    CloseView,
    DuplicateView,
    HandOverView,
    ReferView,
    ReturnHandoverView,
)
from service_requests.inbox.papers import PaperView, ScanView
from service_requests.inbox.request_page import RequestPageView
from service_requests.inbox.saved_filters import DeleteFilterView, SaveFilterView
from service_requests.inbox.search import SearchView
from service_requests.inbox.slip import SlipView
from service_requests.inbox.steps import (
    NoteView,
    ReplyView,
    RevealView,
    StateView,
    TakeView,
)
from service_requests.inbox.window import ChooseServiceView, FileAtWindowView
from service_requests.models import ServiceRequest

STEPS = {
    "take": TakeView,
    "state": StateView,
    "note": NoteView,
    "reply": ReplyView,
    "reveal": RevealView,
    "assign": AssignView,
    "hand_over": HandOverView,
    "accept_handover": AcceptHandoverView,
    "return_handover": ReturnHandoverView,
    "ask": AskView,
    "arrive": ArriveView,
    "refer": ReferView,
    "close": CloseView,
    "duplicate": DuplicateView,
    "paper": PaperView,
    "scan": ScanView,
    "hold": HoldView,
    "release": ReleaseView,
}


class RequestViewSet(ModelViewSet):
    """The inbox: a list, a page per request, and its steps as POSTs.

    Requests are never created, edited as a form, copied or deleted here, and neither the
    reference index nor the search index knows them.
    """

    model = ServiceRequest
    name = "service_requests"
    url_prefix = "requests"
    icon = "mail"
    menu_label = _("诉求")
    menu_order = 150
    add_to_admin_menu = True
    add_to_reference_index = False
    index_view_class = RequestIndexView
    list_per_page = 50
    copy_view_enabled = False
    form_fields = ()
    index_template_name = "service_requests/admin/list.html"

    def get_urlpatterns(self):
        steps = [
            path(f"<int:pk>/{name}/", self.construct_view(view), name=name)
            for name, view in STEPS.items()
        ]
        page = self.construct_view(RequestPageView)
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("window/", self.construct_view(ChooseServiceView), name="window"),
            path(
                "window/<int:service_pk>/",
                self.construct_view(FileAtWindowView),
                name="file_at_window",
            ),
            path("bulk/", self.construct_view(BulkView), name="bulk"),
            path("filters/", self.construct_view(SaveFilterView), name="save_filter"),
            path(
                "filters/<int:pk>/delete/",
                self.construct_view(DeleteFilterView),
                name="delete_filter",
            ),
            path("export/", self.construct_view(ExportView), name="export"),
            path("search/", self.construct_view(SearchView), name="search"),
            path("<int:pk>/", page, name="request"),
            path("<int:pk>/slip/", self.construct_view(SlipView), name="slip"),
            *steps,
        ]

    def register_admin_url_finder(self):
        """Nothing elsewhere in the admin links to a request."""

    def get_permissions_to_register(self):
        return Permission.objects.filter(
            content_type__app_label="service_requests", content_type__model="servicerequest"
        )
