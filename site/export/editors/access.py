"""Who sees how publishing stands, and who may have the whole site published again."""

from django.core.exceptions import PermissionDenied
from django.views import View
from wagtail.permissions import page_permission_policy

REBUILD_SITE = "export.rebuild_site"


def may_see(user) -> bool:
    return page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})


def may_rebuild(user) -> bool:
    return user.has_perm(REBUILD_SITE)


class ForEditors(View):
    """A view for those who work on pages; Wagtail tells all others that they may not."""

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ForRebuilders(View):
    def dispatch(self, request, *args, **kwargs):
        if not may_rebuild(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
