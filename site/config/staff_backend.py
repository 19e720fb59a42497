"""Who is at work, by name and password as Django has it, but in two queries instead of seven.

Every page of the admin asks for the account, its profile, its own permissions, those of its
groups, and its rights to single pages, collections and sites. All of it lives as long as the
account that was loaded for one request, and no longer.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permission_policies.sites import SitePermissionPolicy

# Where Wagtail keeps, on the account, what it has looked up of its rights to single things.
SINGLE_RIGHTS = {
    PagePermissionPolicy.permission_cache_name: GroupPagePermission,
    CollectionPermissionPolicy.permission_cache_name: GroupCollectionPermission,
    SitePermissionPolicy.permission_cache_name: GroupSitePermission,
}


class StaffBackend(ModelBackend):
    def get_user(self, user_id):
        """With the profile; and whoever has no such rights, as most who work on requests, is
        asked about them no more."""
        people = get_user_model()._default_manager.select_related("wagtail_userprofile")
        user = people.annotate(**has_single_rights()).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        for name, model in SINGLE_RIGHTS.items():
            if not getattr(user, "any" + name):
                setattr(user, name, model.objects.none())
        return user

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if user_obj.is_superuser:
            return super().get_all_permissions(user_obj)
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = granted(user_obj)
        return user_obj._perm_cache


def has_single_rights() -> dict[str, Exists]:
    return {
        "any" + name: Exists(model.objects.filter(group__user=OuterRef("pk")))
        for name, model in SINGLE_RIGHTS.items()
    }


def granted(user) -> set[str]:
    """What was given to a person, and to a group of theirs."""
    columns = ("content_type__app_label", "codename")
    own = Permission.objects.filter(user=user).order_by().values_list(*columns)
    by_group = Permission.objects.filter(group__user=user).order_by().values_list(*columns)
    return {f"{app}.{codename}" for app, codename in own.union(by_group)}
