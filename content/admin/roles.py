"""The roles of the admin: editors write and submit, moderators publish, the coordination opens groups.

The roles are made once, with the rights below; afterwards the people who run the site change them as they like.
Nobody deletes a peer group, a collective or a skill from the admin, since members depend on them: a group is hidden,
a skill retired.
"""

from django.contrib.auth.models import AnonymousUser, Group, Permission
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
from wagtail.permissions import page_permission_policy

from accounts.models import User
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
        "content.add_term",
        "content.view_term",
        "content.add_keyfigure",
        "content.view_keyfigure",
        "content.view_searchword",
        "passport.view_skill",
        "passport.view_skilldomain",
    ],
    MODERATORS: [
        "wagtailadmin.access_admin",
        *(f"content.{action}_fact" for action in ("add", "change", "delete", "view")),
        *(f"content.{action}_term" for action in ("add", "change", "delete", "view")),
        *(f"content.{action}_keyfigure" for action in ("add", "change", "delete", "view")),
        *(f"content.{action}_searchword" for action in ("add", "change", "delete", "view")),
        *(f"passport.{action}_skill" for action in ("add", "change", "view")),
        *(f"passport.{action}_skilldomain" for action in ("add", "change", "view")),
        *(f"passport.{action}_healthword" for action in ("add", "change", "delete", "view")),
        "content.change_reviewcase",
        *(f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete")),
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
# Rights that a later version added: an installation that has its roles already receives each of them once, then never
# again, whatever its people do with it (config.seeding.rights).
BROUGHT_LATER: dict[str, list[str]] = {
    EDITORS: [
        *("content.add_term", "content.view_term", "content.add_keyfigure", "content.view_keyfigure"),
        "content.view_searchword",
        "wagtailmedia.add_media",
    ],
    MODERATORS: [
        *(f"wagtailmedia.{action}_media" for action in ("add", "change")),
        *(f"content.{action}_term" for action in ("add", "change", "delete", "view")),
        *(f"content.{action}_keyfigure" for action in ("add", "change", "delete", "view")),
        *(f"content.{action}_searchword" for action in ("add", "change", "delete", "view")),
        *(f"passport.{action}_healthword" for action in ("add", "change", "delete", "view")),
        "content.change_reviewcase",
        *(f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete")),
    ],
}
PAGE_RIGHTS = {
    EDITORS: ["wagtailcore.add_page", "wagtailcore.change_page"],
    MODERATORS: [f"wagtailcore.{action}_page" for action in ("add", "change", "publish", "lock", "unlock")],
}
# Wagtail asks these of its own image and document models, and wagtailmedia of its own, whatever stands in for them.
# Whoever may add a sound or a video chooses any, and changes their own until a published page shows it.
FILE_RIGHTS = {
    EDITORS: [
        *(f"wagtailimages.{action}_image" for action in ("add", "choose")),
        *(f"wagtaildocs.{action}_document" for action in ("add", "choose")),
        "wagtailmedia.add_media",
    ],
    MODERATORS: [
        *(f"wagtailimages.{action}_image" for action in ("add", "change", "choose")),
        *(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")),
        *(f"wagtailmedia.{action}_media" for action in ("add", "change")),
    ],
}


def writes_pages(user: User | AnonymousUser) -> bool:
    """Those who write or publish pages: they read what is said of the texts."""
    return page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})


@transaction.atomic
def ensure_roles() -> None:
    """Create the three roles, their rights and the review workflow where they are missing.

    A role or a workflow that exists already is left as it is. Needs the permissions that `migrate` makes. Raises
    HomePage.DoesNotExist without the home page.
    """
    home = HomePage.objects.get()
    for name in RIGHTS:
        group, created = Group.objects.get_or_create(name=name)
        if created:
            _grant(group, home)
    _ensure_workflow(home)
    _remove_unused_defaults()


def grant_once(name: str, right: str) -> Group | None:
    """Give one right ("app.codename") to the role of this name; return it, None when it does not exist.

    Raises Permission.DoesNotExist for an unknown right.
    """
    group = Group.objects.filter(name=name).first()
    if group is not None and right in FILE_RIGHTS.get(name, []):
        _grant_of_files(group, [right])
    elif group is not None:
        group.permissions.add(*_permissions([right]))
    return group


def _grant(group: Group, home: Page) -> None:
    group.permissions.add(*_permissions(RIGHTS[group.name]))
    on_pages = _permissions(PAGE_RIGHTS.get(group.name, []))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=home, permission=permission) for permission in on_pages
    )
    _grant_of_files(group, FILE_RIGHTS.get(group.name, []))


def _grant_of_files(group: Group, rights: list[str]) -> None:
    """Give rights on the files of the editors, in every collection. One that the role has already stays."""
    root = Collection.get_first_root_node()
    given = [GroupCollectionPermission(group=group, collection=root, permission=each) for each in _permissions(rights)]
    GroupCollectionPermission.objects.bulk_create(given, ignore_conflicts=True)


def _permissions(names: list[str]) -> list[Permission]:
    """Return the permissions of these "app.codename". Raises Permission.DoesNotExist for an unknown one."""
    wanted = [(app_label, codename) for app_label, codename in (name.split(".") for name in names)]
    named = Permission.objects.filter(codename__in=[codename for _, codename in wanted]).select_related("content_type")
    found = {(each.content_type.app_label, each.codename): each for each in named}
    unknown = set(wanted) - found.keys()
    if unknown:
        raise Permission.DoesNotExist(unknown)
    return [found[each] for each in wanted]


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
    """Turn the tasks of an installation older than the practice exchange, plain ones of Wagtail, into ReadingTask."""
    kind = ContentType.objects.get_for_model(ReadingTask)
    for plain in GroupApprovalTask.objects.filter(workflow_tasks__workflow__name=WORKFLOW, readingtask__isnull=True):
        ReadingTask(groupapprovaltask_ptr=plain).save_base(raw=True)
        GroupApprovalTask.objects.filter(pk=plain.pk).update(content_type=kind)


def _remove_unused_defaults() -> None:
    """Remove the English groups and the workflow that Wagtail's migrations make, while nobody uses them."""
    if not WorkflowPage.objects.filter(workflow__name="Moderators approval").exclude(page__depth=1).exists():
        Workflow.objects.filter(name="Moderators approval", workflow_states__isnull=True).delete()
        GroupApprovalTask.objects.filter(name="Moderators approval", task_states__isnull=True).delete()
    Group.objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()
