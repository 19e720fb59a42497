from django.urls import reverse
from wagtail import hooks

from pages.guide_check_report import TITLE, GuidesMenuItem, GuidesToCheckPanel, urlpatterns
from pages.guide_checks import may_check
from pages.short_address_admin import ShortAddressViewSet


@hooks.register("register_admin_viewset")
def register_short_addresses():
    return ShortAddressViewSet()


@hooks.register("register_admin_urls")
def register_urls():
    return urlpatterns


@hooks.register("register_reports_menu_item")
def register_report():
    return GuidesMenuItem(
        TITLE, reverse("guides_to_check"), name="guides-to-check", icon_name="check", order=90
    )


@hooks.register("construct_homepage_panels")
def show_what_is_overdue(request, panels):
    if may_check(request.user) and (panel := GuidesToCheckPanel(request.user)).overdue:
        panels.append(panel)
