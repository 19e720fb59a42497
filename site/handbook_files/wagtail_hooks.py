from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from handbook_files.edition_views import urlpatterns
from handbook_files.editions import FROZEN
from pages.models import HandbookPage


@hooks.register("register_admin_urls")
def register_urls():
    return urlpatterns


@hooks.register("register_page_header_buttons")
def offer_editions(page, user, view_name, next_url=None):
    is_handbook = page.specific_class is HandbookPage and not page.alias_of_id
    if is_handbook and page.permissions_for_user(user).can_edit():
        url = reverse("handbook_editions", args=[page.pk])
        yield Button(_("历版：定版、比较"), url=url, icon_name="history", priority=12)


@hooks.register("register_log_actions")
def register_actions(actions):
    actions.register_action(FROZEN, _("定一版"), _("定了一版手册"))


@hooks.register("insert_global_admin_css")
def how_differences_look():
    sheet = static("handbook_files/editions.css")
    return format_html('<link rel="stylesheet" href="{}">', sheet)
