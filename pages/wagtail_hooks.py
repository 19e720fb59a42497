from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.widgets.button import Button

from pages import (
    event_changes_admin,
    event_proposals_admin,
    handbook_files_state,
    writing_guide,
)
from pages.content_checks import ContentChecker
from pages.guide_check_report import TITLE, GuidesMenuItem, GuidesToCheckPanel, urlpatterns
from pages.guide_checks import may_check
from pages.holidays_admin import CalendarDayViewSet
from pages.models import EventPage, PointsPage
from pages.points.cases import problems_of
from pages.short_address_admin import ShortAddressViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ShortAddressViewSet(), CalendarDayViewSet()]


@hooks.register("register_admin_urls")
def register_urls():
    own = (event_changes_admin, event_proposals_admin, handbook_files_state, writing_guide)
    return [*urlpatterns, *(pattern for module in own for pattern in module.urlpatterns)]


@hooks.register("register_reports_menu_item")
def register_report():
    return GuidesMenuItem(
        TITLE, reverse("guides_to_check"), name="guides-to-check", icon_name="check", order=90
    )


@hooks.register("register_page_header_buttons")
def offer_single_dates(page, user, view_name, next_url=None):
    is_event = isinstance(page.specific_deferred, EventPage) and not page.alias_of_id
    if is_event and page.permissions_for_user(user).can_publish():
        url = reverse("event_dates", args=[page.pk])
        yield Button(_("各场：改一场"), url=url, icon_name="date", priority=12)
        if page.specific_deferred.confirm_dates:
            url = event_proposals_admin.proposals_url(page)
            yield Button(_("排日子"), url=url, icon_name="calendar-check", priority=11)


@hooks.register("before_bulk_action")
def keep_failing_rule_sets(request, action_type, objects, action):
    """Publishing many pages at once stops at a rule set whose examples fail, and says which."""
    if action_type != "publish":
        return None
    for page in objects:
        draft = page.get_latest_revision_as_object()
        problems = problems_of(draft) if isinstance(draft, PointsPage) else []
        if problems:
            messages.error(request, _("“%s”没有发布：") % draft.title + problems[0])
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("construct_homepage_panels")
def show_what_is_overdue(request, panels):
    if may_check(request.user) and (panel := GuidesToCheckPanel(request.user)).overdue:
        panels.append(panel)


@hooks.register("construct_wagtail_userbar")
def check_for_what_editors_can_mend(request, items, page):
    items[:] = [
        ContentChecker(item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]


@hooks.register("insert_editor_js")
def check_chinese():
    return format_html(
        '<script type="module" src="{}"></script>', static("pages/content-checks.js")
    )


@hooks.register("register_admin_menu_item")
def register_writing_guide():
    return MenuItem(
        writing_guide.TITLE, reverse("writing_guide"), name="writing", icon_name="edit", order=1000
    )


@hooks.register("register_page_header_buttons")
def offer_a_poster(page, user, view_name, next_url=None):
    if page.live:
        yield Button(
            _("打印成海报"),
            url=reverse("page_poster", args=[page.pk]),
            icon_name="doc-full",
            priority=60,
        )


@hooks.register("construct_homepage_panels")
def show_dates_to_confirm(request, panels):
    if (panel := event_proposals_admin.ProposalsPanel(request.user)).waiting:
        panels.append(panel)
