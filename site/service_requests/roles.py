"""Who works with requests. Editors are not among them: rights to pages give none to requests."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

from service_requests.states import Role

VIEW = "view_servicerequest"
ROLE_PERMISSIONS = {
    "handle_servicerequest": Role.CASE_WORKER,
    "supervise_servicerequest": Role.SUPERVISOR,
    "audit_servicerequest": Role.AUDITOR,
}
# What supervisors set up beside working on requests.
SUPERVISORS_SET_UP = {"service_requests": "replytemplate", "pages": "calendarday"}
GROUPS = {
    "办理员": "handle_servicerequest",  # data
    "主管": "supervise_servicerequest",  # data
    "审计员": "audit_servicerequest",  # data
}


def ensure_roles(using: str = DEFAULT_DB_ALIAS):
    """Create the three groups with their permissions; run again, it changes nothing.

    It only adds: what an administrator gave a group besides stays.
    """
    for label in ("service_requests", "pages", "wagtailadmin"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    for name, codename in GROUPS.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions_of(codename, using))


def permissions_of(codename: str, using: str):
    wanted = Q(content_type__app_label="service_requests", codename__in=[codename, VIEW])
    wanted |= Q(content_type__app_label="wagtailadmin", codename="access_admin")
    if ROLE_PERMISSIONS[codename] is Role.SUPERVISOR:
        for label, model in SUPERVISORS_SET_UP.items():
            wanted |= Q(content_type__app_label=label, content_type__model=model)
    return Permission.objects.using(using).filter(wanted)


def roles_of(user) -> frozenset[Role]:
    """The roles a person was given. Being superuser makes an administrator and no more."""
    if not user.is_active:
        return frozenset()
    held = grants(user) if user.is_superuser else user.get_all_permissions()
    roles = {role for name, role in ROLE_PERMISSIONS.items() if f"service_requests.{name}" in held}
    return frozenset(roles | ({Role.ADMINISTRATOR} if user.is_superuser else set()))


def grants(user) -> set[str]:
    """Of the permissions that make a role, those that a superuser was really given: Django
    would answer yes to everything."""
    found = Permission.objects.filter(
        Q(group__user=user) | Q(user=user),
        content_type__app_label="service_requests",
        codename__in=ROLE_PERMISSIONS,
    )
    return {f"service_requests.{name}" for name in found.values_list("codename", flat=True)}
