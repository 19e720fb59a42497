"""Who sees what readers wrote: whoever was given the right to, as editors are. A superuser sets
the site up and has every right by default: the words are for those it was really granted to."""

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.views import View

RIGHT, COUNTS = "change_pagecorrection", "view_pagevotes"


def may_list(user) -> bool:
    """The list holds no words. On every page of the admin: asks what Django keeps."""
    return user.has_perm(f"service_requests.{RIGHT}")


def may_read(user) -> bool:
    if not user.is_superuser:
        return may_list(user)
    granted = Permission.objects.filter(Q(group__user=user) | Q(user=user))
    return granted.filter(content_type__app_label="service_requests", codename=RIGHT).exists()


def may_see_counts(user) -> bool:
    return user.has_perm(f"service_requests.{COUNTS}")


class Guarded(View):
    """Lets in whom `allows` lets in, and leaves nothing in a cache."""

    allows = staticmethod(may_read)

    def dispatch(self, request, *args, **kwargs):
        if not self.allows(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response
