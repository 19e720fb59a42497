from wagtail import hooks
from wagtail.permissions import page_permission_policy

from export.home_panel import PublicSitePanel


@hooks.register("construct_homepage_panels")
def show_public_site(request, panels):
    if page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"}):
        panels.append(PublicSitePanel())
