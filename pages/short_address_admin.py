"""设置 → 短网址: what each code was given to, its QR code, and another page where that is gone."""

import io

import segno
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from pages.models import ShortAddress


class NeverMadeOrDeleted(ModelPermissionPolicy):
    """Codes are given out by publishing, and stay: not even administrators take one away."""

    def user_has_permission(self, user, action):
        return action in {"change", "view"} and super().user_has_permission(user, action)


register_permission_policy(ShortAddress, NeverMadeOrDeleted(ShortAddress))


def edit_address(row: ShortAddress) -> str:
    return reverse("short_addresses:edit", args=[row.pk])


class ShortAddressViewSet(ModelViewSet):
    model = ShortAddress
    name = "short_addresses"
    url_prefix = "short-addresses"
    icon = "link"
    menu_label = _("短网址")
    menu_order = 640
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = [
        TitleColumn("shown", label=_("短网址"), accessor="__str__", get_url=edit_address),
        Column("state", label=_("现在"), accessor="state"),
        DateColumn("made_at", label=_("哪天给的")),
    ]
    search_fields = ["code", "title"]
    search_backend_name = None
    list_per_page = 100
    ordering = ["-pk"]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<str:code>/qr.svg", qr_file, name="qr")]


@require_safe
def qr_file(request, code: str) -> HttpResponse:
    """The QR code as a drawing of its own, for posters made elsewhere."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    row = get_object_or_404(ShortAddress, code=code)
    drawing = io.BytesIO()
    segno.make(f"{settings.PUBLIC_URL}/s/{row.code}/", error="m", micro=False).save(
        drawing, kind="svg", scale=8, border=4, light="#fff"
    )
    name = f"{row.code}.svg"
    return HttpResponse(
        drawing.getvalue(),
        content_type="image/svg+xml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
