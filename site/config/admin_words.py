"""Words of Wagtail's admin that no catalogue reaches: it takes them from names in its code."""

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

VERBS = {"add": _("添加"), "change": _("修改"), "delete": _("删除"), "view": _("查看")}


def name_columns_and_fields():
    """Labels that Wagtail 8.0 makes of the names of columns, fields and blocks ("Port", "Page")."""
    from wagtail.admin.forms.workflows import WorkflowPageForm
    from wagtail.models import Site
    from wagtail.sites.views import IndexView
    from wagtail.users.forms import PagePermissionsForm

    from pages.reference_blocks import PictureBlock

    for form in (WorkflowPageForm, PagePermissionsForm):
        form.base_fields["page"].label = _("页面")
    PictureBlock.base_blocks["image"].child_blocks["image"].label = _("图片")
    for column in IndexView.columns:
        if column.name in {"port", "site_name", "root_page"}:
            column.label = Site._meta.get_field(column.name).verbose_name


def name_permissions():
    """Django writes "Can add …" into the database and shows it as it stands."""
    for permission in Permission.objects.select_related("content_type"):
        name = name_of(permission)
        if name != permission.name:
            Permission.objects.filter(pk=permission.pk).update(name=name)


def name_of(permission: Permission) -> str:
    model = permission.content_type.model_class()
    for action, verb in VERBS.items():
        if model and permission.codename == get_permission_codename(action, model._meta):
            return f"{verb}{model._meta.verbose_name}"
    return gettext(permission.name)
