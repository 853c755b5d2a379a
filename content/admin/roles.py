"""Who may do what in the admin: editors write and submit, moderators publish, the coordination opens groups.

The groups are made once, with the rights below; afterwards they belong to the people who run the site.
A peer group, a collective, a skill are never deleted from here: people stand on them (a group is hidden, a
skill retired).
"""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from content.models import HomePage, ReadingTask

EDITORS = "Rédacteurs"
MODERATORS = "Modérateurs"
COORDINATION = "Coordination"
WORKFLOW = "Relecture"
TASK = "Relecture par une personne de l’équipe de modération"

RIGHTS: dict[str, list[str]] = {
    EDITORS: [
        "wagtailadmin.access_admin",
        "content.add_fact",
        "content.view_fact",
        "passport.view_skill",
        "passport.view_skilldomain",
    ],
    MODERATORS: [
        "wagtailadmin.access_admin",
        *(f"content.{action}_fact" for action in ("add", "change", "delete", "view")),
        *(f"passport.{action}_skill" for action in ("add", "change", "view")),
        *(f"passport.{action}_skilldomain" for action in ("add", "change", "view")),
        *(f"passport.{action}_healthword" for action in ("add", "change", "delete", "view")),
        "content.change_reviewcase",
        *(f"courses.{action}_audience" for action in ("add", "change", "view")),
        *(f"directory.{action}_peergroup" for action in ("add", "change", "view")),
        *(f"directory.{action}_collective" for action in ("add", "change", "view")),
        *(f"directory.{action}_organisation" for action in ("add", "change", "delete", "view")),
    ],
    COORDINATION: [
        "accounts.add_membership",
        "accounts.change_membership",
        "accounts.add_mandate",
        "accounts.change_mandate",
    ],
}
# Rights a later version brought: an installation that has its groups already receives each of them once, then never
# again, whatever people decide of it (config.seeding.rights).
BROUGHT_LATER: dict[str, list[str]] = {
    MODERATORS: [
        *(f"passport.{action}_healthword" for action in ("add", "change", "delete", "view")),
        "content.change_reviewcase",
    ],
}
PAGE_RIGHTS = {
    EDITORS: ["wagtailcore.add_page", "wagtailcore.change_page"],
    MODERATORS: [f"wagtailcore.{action}_page" for action in ("add", "change", "publish", "lock", "unlock")],
}
# Wagtail asks these of its own image and document models, whatever model stands in for them.
FILE_RIGHTS = {
    EDITORS: [
        *(f"wagtailimages.{action}_image" for action in ("add", "choose")),
        *(f"wagtaildocs.{action}_document" for action in ("add", "choose")),
    ],
    MODERATORS: [
        *(f"wagtailimages.{action}_image" for action in ("add", "change", "choose")),
        *(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")),
    ],
}


@transaction.atomic
def ensure_roles() -> None:
    """Create the three groups, their rights and the review workflow where they are missing.

    A group or a workflow that exists already is left as people set it. Needs the home page
    (HomePage.DoesNotExist otherwise) and the permissions migrate makes.
    """
    home = HomePage.objects.get()
    for name in RIGHTS:
        group, created = Group.objects.get_or_create(name=name)
        if created:
            _grant(group, home)
    _ensure_workflow(home)
    _remove_unused_defaults()


def grant_once(name: str, right: str) -> Group | None:
    """Give one right ("app.codename") to the group so named; None when that group does not exist.

    Raises Permission.DoesNotExist for a right nothing defines.
    """
    group = Group.objects.filter(name=name).first()
    if group is not None:
        group.permissions.add(*_permissions([right]))
    return group


def _grant(group: Group, home: Page) -> None:
    group.permissions.set(_permissions(RIGHTS[group.name]))
    for permission in _permissions(PAGE_RIGHTS.get(group.name, [])):
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    root = Collection.get_first_root_node()
    for permission in _permissions(FILE_RIGHTS.get(group.name, [])):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


def _permissions(names: list[str]) -> list[Permission]:
    """The permissions of these "app.codename". Raises Permission.DoesNotExist for a name nothing defines."""
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, codename in (name.split(".") for name in names)
    ]


def _ensure_workflow(home: Page) -> None:
    if Workflow.objects.filter(name=WORKFLOW).exists():
        _let_its_tasks_ask_for_two_readers()
        return
    task = ReadingTask.objects.create(name=TASK)
    task.groups.add(Group.objects.get(name=MODERATORS))
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})


def _let_its_tasks_ask_for_two_readers() -> None:
    """An installation from before the practice exchange has Wagtail's plain task: the same row becomes ours."""
    kind = ContentType.objects.get_for_model(ReadingTask)
    for plain in GroupApprovalTask.objects.filter(workflow_tasks__workflow__name=WORKFLOW, readingtask__isnull=True):
        ReadingTask(groupapprovaltask_ptr=plain).save_base(raw=True)
        GroupApprovalTask.objects.filter(pk=plain.pk).update(content_type=kind)


def _remove_unused_defaults() -> None:
    """Wagtail's migrations make English groups and a workflow of their own: gone while nobody uses them."""
    if not WorkflowPage.objects.filter(workflow__name="Moderators approval").exclude(page__depth=1).exists():
        Workflow.objects.filter(name="Moderators approval", workflow_states__isnull=True).delete()
        GroupApprovalTask.objects.filter(name="Moderators approval", task_states__isnull=True).delete()
    Group.objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()
