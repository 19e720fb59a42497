from wagtail import hooks

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


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    if roles_of(request.user) & WORKERS:
        panels.append(WaitingRequestsPanel(request.user))
