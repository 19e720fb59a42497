from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from service_requests.exports import report as export_report
from service_requests.inbox import log_report
from service_requests.inbox.home_panel import WaitingRequestsPanel
from service_requests.inbox.postings import PostingViewSet
from service_requests.inbox.reply_templates import ReplyTemplateViewSet
from service_requests.inbox.viewset import RequestViewSet
from service_requests.ledger import report as ledger_report
from service_requests.notices import admin_urls
from service_requests.notices.access import may_look
from service_requests.notices.home_panel import UndeliveredPanel
from service_requests.notices.report import TITLE
from service_requests.notices.steps import AGAIN, ASIDE
from service_requests.page_feedback.staff import hooks as page_feedback_hooks  # noqa: F401
from service_requests.roles import roles_of
from service_requests.sign_up.staff import access as sign_up_access
from service_requests.sign_up.staff import admin_urls as sign_up_urls
from service_requests.sign_up.staff.access import TITLE as SIGN_UPS
from service_requests.states import WORKERS


@hooks.register("register_admin_viewset")
def register_inbox():
    return [RequestViewSet(), PostingViewSet(), ReplyTemplateViewSet()]


@hooks.register("register_admin_urls")
def register_urls():
    reports = (log_report, ledger_report, export_report)
    return [pattern for report in reports for pattern in report.urlpatterns]


def register_report(title, address, **look):
    """A report that whoever reads the log may read."""
    name = address.replace("_", "-")
    hooks.register(
        "register_reports_menu_item",
        lambda: log_report.LogMenuItem(title, reverse(address), name=name, **look),
    )


register_report(ledger_report.TITLE, "service_ledger", icon_name="table", order=105)
register_report(log_report.TITLE, "requests_log", icon_name="history", order=110)
register_report(export_report.TITLE, "request_exports", icon_name="download", order=115)


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    if roles_of(request.user) & WORKERS:
        panels.append(WaitingRequestsPanel(request.user))


@hooks.register("construct_homepage_panels")
def show_what_was_not_delivered(request, panels):
    if may_look(request.user) and (panel := UndeliveredPanel(request.user)).is_needed:
        panels.append(panel)


@hooks.register("register_admin_urls")
def register_notices():
    return [path("reports/notices/", include(admin_urls))]


class NoticesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_look(request.user)


@hooks.register("register_reports_menu_item")
def register_notices_report():
    return NoticesMenuItem(
        TITLE, reverse("notices:report"), name="notices", icon_name="mail", order=120
    )


@hooks.register("register_log_actions")
def register_notice_actions(actions):
    actions.register_action(AGAIN, _("再发通知"), _("让没发成的通知再发一次"))
    actions.register_action(ASIDE, _("不发通知"), _("让一条通知不再发"))


@hooks.register("register_admin_urls")
def register_sign_ups():
    return [path("sign-ups/", include(sign_up_urls))]


class SignUpsMenuItem(MenuItem):
    def is_shown(self, request):
        return sign_up_access.may_look(request.user)


@hooks.register("register_admin_menu_item")
def register_sign_ups_menu():
    return SignUpsMenuItem(
        SIGN_UPS, reverse("sign_ups:index"), name="sign-ups", icon_name="group", order=155
    )
