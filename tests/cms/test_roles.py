"""The three roles and the review workflow: made once, then left as people change them."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Workflow, WorkflowPage

from content.admin.roles import COORDINATION, EDITORS, MODERATORS, WORKFLOW, ensure_roles

pytestmark = pytest.mark.django_db


def test_editors_write_and_moderators_publish(home):
    ensure_roles()
    rights = {(each.group.name, each.permission.codename) for each in GroupPagePermission.objects.filter(page=home)}
    assert (EDITORS, "add_page") in rights
    assert (EDITORS, "publish_page") not in rights
    assert (MODERATORS, "publish_page") in rights
    assert not any(name == COORDINATION for name, _ in rights)


def test_editors_and_moderators_add_and_choose_pictures_and_documents(home):
    ensure_roles()
    for name in (EDITORS, MODERATORS):
        held = set(
            GroupCollectionPermission.objects.filter(group__name=name).values_list("permission__codename", flat=True)
        )
        assert {"add_image", "choose_image", "add_document", "choose_document"} <= held


def test_the_workflow_stands_on_the_home_page_and_asks_the_moderators(home):
    ensure_roles()
    workflow = WorkflowPage.objects.get(page=home).workflow
    assert workflow.name == WORKFLOW
    assert [group.name for task in workflow.tasks for group in task.specific.groups.all()] == [MODERATORS]


def test_no_role_may_delete_a_group_a_collective_or_a_skill(home):
    ensure_roles()
    held = Permission.objects.filter(group__name__in=[EDITORS, MODERATORS, COORDINATION])
    assert not held.filter(codename__in=["delete_peergroup", "delete_collective", "delete_skill"]).exists()


def test_the_unused_english_defaults_are_gone(home):
    ensure_roles()
    assert set(Group.objects.values_list("name", flat=True)) == {EDITORS, MODERATORS, COORDINATION}
    assert list(Workflow.objects.values_list("name", flat=True)) == [WORKFLOW]


def test_a_second_run_keeps_what_people_changed(home):
    ensure_roles()
    editors = Group.objects.get(name=EDITORS)
    editors.permissions.add(Permission.objects.get(codename="change_fact"))
    GroupPagePermission.objects.filter(group=editors, permission__codename="add_page").delete()
    ensure_roles()
    assert editors.permissions.filter(codename="change_fact").exists()
    assert not GroupPagePermission.objects.filter(group=editors, permission__codename="add_page").exists()
    assert Workflow.objects.count() == 1
