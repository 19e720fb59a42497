from django.urls import reverse
from wagtail import hooks

from service_requests.inbox import log_report
from service_requests.inbox.calendar_days import CalendarDayViewSet
from service_requests.inbox.home_panel import WaitingRequestsPanel
from service_requests.inbox.postings import PostingViewSet
from service_requests.inbox.reply_templates import ReplyTemplateViewSet
from service_requests.inbox.viewset import RequestViewSet
from service_requests.roles import roles_of
from service_requests.states import WORKERS


@hooks.register("register_admin_viewset")
def register_inbox():
    return [RequestViewSet(), PostingViewSet(), ReplyTemplateViewSet(), CalendarDayViewSet()]


@hooks.register("register_admin_urls")
def register_urls():
    return log_report.urlpatterns


@hooks.register("register_reports_menu_item")
def register_log_report():
    return log_report.LogMenuItem(
        log_report.TITLE,
        reverse("requests_log"),
        name="requests-log",
        icon_name="history",
        order=110,
    )


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    if roles_of(request.user) & WORKERS:
        panels.append(WaitingRequestsPanel(request.user))
