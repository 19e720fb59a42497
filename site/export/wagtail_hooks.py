from django.contrib.auth.models import Permission
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from export.editors import admin_urls
from export.editors.access import may_see
from export.editors.home_panel import PublicSitePanel
from export.editors.page_panel import tell_after_publishing
from export.editors.run_report import TITLE


@hooks.register("construct_homepage_panels")
def show_public_site(request, panels):
    if may_see(request.user):
        panels.append(PublicSitePanel(request))


@hooks.register("register_admin_urls")
def register_urls():
    return [path("", include(admin_urls))]


class PublishingMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see(request.user)


@hooks.register("register_reports_menu_item")
def register_report():
    return PublishingMenuItem(
        TITLE, reverse("public_site:report"), name="publishing", icon_name="globe", order=100
    )


@hooks.register("register_permissions")
def register_permission():
    return Permission.objects.filter(content_type__app_label="export", codename="rebuild_site")


@hooks.register("register_log_actions")
def register_actions(actions):
    actions.register_action("export.retry", _("再试发布"), _("要求马上再试一次发布"))
    actions.register_action("export.rebuild", _("全部重新发布"), _("要求全部重新发布"))


@hooks.register("after_publish_page")
def tell_if_readers_wait(request, page):
    tell_after_publishing(request, page)
