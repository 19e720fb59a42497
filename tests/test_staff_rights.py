"""What Django and Wagtail know of a member of staff: the same as ever, in fewer questions."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import page_permission_policy

from config.staff_backend import StaffBackend
from tests.factories_requests import (
    administrator,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_static"),
]
BACKEND = StaffBackend()


def editor() -> User:
    user = user_in("编辑", "小编")
    rights = Permission.objects.get(codename="change_page")
    root = Page.objects.get(depth=1)
    GroupPagePermission.objects.create(group=user.groups.get(), page=root, permission=rights)
    return user


def with_both() -> User:
    user = user_in("办理员")
    user.groups.add(Group.objects.get(name="审计员"))
    user.user_permissions.add(Permission.objects.get(codename="add_tag"))
    return user


@pytest.mark.parametrize("make", [editor, with_both, administrator])
def test_permissions_are_those_that_django_finds(make):
    user = make()
    expected = ModelBackend().get_all_permissions(User.objects.get(pk=user.pk))
    assert BACKEND.get_all_permissions(User.objects.get(pk=user.pk)) == expected
    assert expected


def test_whoever_left_is_nobody():
    user = user_in("办理员")
    user.is_active = False
    user.save()
    assert BACKEND.get_user(user.pk) is None
    assert BACKEND.get_all_permissions(user) == set()
    assert BACKEND.get_user(0) is None


def test_rights_to_pages_are_asked_about_only_where_there_are_any():
    worker, writer = BACKEND.get_user(user_in("办理员").pk), BACKEND.get_user(editor().pk)
    with CaptureQueriesContext(connection) as asked:
        assert not page_permission_policy.user_has_permission(worker, "change")
        assert page_permission_policy.explorable_root_instance(worker) is None
    assert not asked.captured_queries
    assert page_permission_policy.user_has_permission(writer, "change")


def test_a_right_that_is_taken_away_is_gone_with_the_next_request():
    user = user_in("办理员")
    client = Client()
    client.force_login(user)
    assert client.get("/admin/requests/").status_code == 200
    user.groups.clear()
    assert client.get("/admin/requests/").status_code == 302
