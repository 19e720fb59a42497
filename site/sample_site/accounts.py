"""Sample accounts, with passwords made on this machine and kept in a file only its user reads."""

import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from pages.models import GuidePage, StationPage
from service_requests.models import StaffPosting

EDITORS = "编辑"  # data: the name of a group, like the next two
CASE_WORKERS = "办理员"  # data
SUPERVISORS = "主管"  # data
ACCOUNTS = [  # user name, group, what for
    ("admin", None, gettext_lazy("系统管理员")),
    ("editor", EDITORS, gettext_lazy("发布内容")),
    ("caseworker", CASE_WORKERS, gettext_lazy("办理诉求")),
    ("supervisor", SUPERVISORS, gettext_lazy("分派和查看诉求")),
]
PAGE_ACTIONS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]


def passwords_file():
    return settings.KEYS_DIR / "sample-accounts.txt"


def make_accounts():
    """Create the accounts that are missing, and write down their passwords once."""
    ensure_editors()
    User = get_user_model()
    for name, group, _purpose in ACCOUNTS:
        if User.objects.filter(username=name).exists():
            continue
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(
            name, f"{name}@example.invalid", password, is_superuser=group is None
        )
        if group:
            user.groups.add(Group.objects.get_or_create(name=group)[0])
        if group == CASE_WORKERS:
            StaffPosting.objects.create(user=user).stations.set(StationPage.objects.all())
        if group == EDITORS:  # somebody is told when a guide is to be checked again
            GuidePage.objects.filter(owner=None).update(owner=user)
        remember(name, password)


def remember(name: str, password: str):
    path = passwords_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a") as file:
        file.write(f"{name} {password}\n")


def accounts() -> list[tuple[str, str, str]]:
    """(name, first password, what for) of the sample accounts that are still there.

    A password is told only while it is the account's; afterwards, that it was changed.
    """
    if not passwords_file().exists():
        return []
    purposes = {name: purpose for name, _group, purpose in ACCOUNTS}
    first = dict(line.split() for line in passwords_file().read_text().splitlines())
    users = get_user_model().objects.in_bulk(list(first), field_name="username")
    return [
        (name, told(users[name], password), str(purposes.get(name, "")))
        for name, password in first.items()
        if name in users
    ]


def told(user, password: str) -> str:
    return password if user.check_password(password) else _("（密码已改）")


def ensure_editors():
    """The group 编辑: all pages, pictures, documents, snippets, redirects, rebuilds; no request."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    root = Page.get_first_root_node()
    for codename in PAGE_ACTIONS:
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    collection = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__model__in=["image", "siteimage", "document"]
    ).exclude(codename__startswith="view"):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
    group.permissions.add(*Permission.objects.filter(codename="access_admin"), *editable())
    group.permissions.add(Permission.objects.get(codename="rebuild_site"))


def editable():
    models = ["serviceline", "servicemode", "counttable", "redirect", "sitesettings"]
    models += ["calendarday", "shortaddress", "synonymgroup", "unansweredquery"]
    models += ["pagecorrection", "pagevotes"]
    return Permission.objects.filter(content_type__model__in=models)
