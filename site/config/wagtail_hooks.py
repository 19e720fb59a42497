"""The admin as this house keeps it: our colours, and no way out to English pages."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from config.backups.home_panel import BackupPanel


@hooks.register("insert_global_admin_css")
def colours():
    return format_html('<link rel="stylesheet" href="{}">', static("config/admin.css"))


@hooks.register("construct_main_menu")
def without_help(request, menu_items):
    """Wagtail's help leads to pages in English; ours is in docs/."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


@hooks.register("construct_homepage_panels")
def show_that_backups_fail(request, panels):
    if request.user.is_superuser and (panel := BackupPanel()).is_needed:
        panels.append(panel)
