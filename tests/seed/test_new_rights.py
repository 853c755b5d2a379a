"""A right that a new version brings reaches the groups already there, once."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission

from config.seeding.rights import bring_new_rights
from content.admin.roles import EDITORS, MODERATORS, ensure_roles
from tests.courses.factories import build_site

pytestmark = pytest.mark.django_db


def _held() -> bool:
    return Group.objects.get(name=MODERATORS).permissions.filter(codename="change_healthword").exists()


def test_an_installation_that_had_its_groups_receives_a_new_right_once():
    build_site()
    ensure_roles()
    new = Permission.objects.get(codename="change_healthword")
    moderators = Group.objects.get(name=MODERATORS)
    moderators.permissions.remove(new)
    ensure_roles()
    assert not _held()
    bring_new_rights()
    assert _held()
    moderators.permissions.remove(new)
    bring_new_rights()
    assert not _held()


def test_a_right_waits_until_its_group_exists():
    bring_new_rights()
    build_site()
    ensure_roles()
    Group.objects.get(name=MODERATORS).permissions.clear()
    bring_new_rights()
    assert _held()


def test_a_right_on_files_reaches_the_groups_already_there_once():
    build_site()
    ensure_roles()
    held = GroupCollectionPermission.objects.filter(permission__codename__endswith="_media")
    held.delete()
    bring_new_rights()
    assert set(held.values_list("group__name", "permission__codename")) == {
        (EDITORS, "add_media"),
        (MODERATORS, "add_media"),
        (MODERATORS, "change_media"),
    }
    held.delete()
    bring_new_rights()
    assert not held.exists()
