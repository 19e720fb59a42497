"""Where Wagtail's admin meets this room; read by service_requests.wagtail_hooks."""

from django.urls import include, path, reverse
from wagtail import hooks

from service_requests.page_feedback.log_actions import ACTIONS
from service_requests.page_feedback.staff import admin_urls, counts, listing
from service_requests.page_feedback.staff.access import may_read


@hooks.register("register_admin_urls")
def register_urls():
    return [path("page-corrections/", include(admin_urls)), *admin_urls.reports]


@hooks.register("register_reports_menu_item")
def register_corrections():
    return listing.CorrectionsMenuItem(
        listing.TITLE,
        reverse("page_corrections:index"),
        name="page-corrections",
        icon_name="comment",
        order=91,
    )


@hooks.register("register_reports_menu_item")
def register_counts():
    return counts.PageVotesMenuItem(
        counts.TITLE, reverse("page_votes"), name="page-votes", icon_name="glasses", order=92
    )


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    if may_read(request.user) and (panel := listing.CorrectionsPanel(request.user)).count:
        panels.append(panel)


@hooks.register("register_log_actions")
def register_actions(actions):
    for action, (name, words) in ACTIONS.items():
        actions.register_action(action, name, words)
