"""Reading in one sitting what waits for a moderator, and publishing, or sending back, what they ticked.

A module and its lessons sent together are read together. What is published is what was read: each tick names the
latest version, which Wagtail publishes, as it was when the screen showed it.
"""

import dataclasses
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState

from accounts.models import User
from content.kept_versions import named
from content.models import PracticePage
from content.publishing.one_mail import one_mail_each
from courses.models import LessonPage, ModulePage
from lib.french_dates import write_day
from lib.text import NBSP

MOST_PIECES = 50  # on one screen; the next ones come when these are read


class ChangedError(Exception):
    """Raised when a page that was ticked has changed, or is no longer under review: nothing was done."""


@dataclasses.dataclass(frozen=True)
class Piece:
    """A page that waits, with the version that is read.

    `missing` says in sentences what keeps it from readers, `hours` when it appears, if not at once, and when it leaves
    the site by itself.
    """

    page: Page
    task: TaskState
    version: Revision
    missing: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Return what the tick of the screen sends: the task, and the name of the text."""
        return f"{self.task.pk}-{named(self.version)}"

    @property
    def is_new(self) -> bool:
        """Return whether readers have never seen the page."""
        return not self.page.live

    @property
    def sender(self) -> User | None:
        """Return who sent it; None once their account is closed."""
        return self.task.workflow_state.requested_by


def tasks_for(user: User) -> QuerySet[TaskState]:
    """Return what waits for this moderator, the oldest first. Practice sheets have their own desk."""
    kinds = ContentType.objects.get_for_models(Page, PracticePage)
    waiting = TaskState.objects.reviewable_by(user).exclude(workflow_state__content_type=kinds[PracticePage])
    waiting = waiting.filter(workflow_state__base_content_type=kinds[Page])
    return waiting.select_related("revision", "workflow_state__requested_by").order_by("started_at", "pk")


def pieces_for(user: User, module: ModulePage | None = None) -> list[Piece]:
    """Return what waits, in the order of the site: a module, then its lessons. With `module`, only what is of it."""
    tasks = {task.workflow_state.object_id: task for task in tasks_for(user)}
    pages = Page.objects.filter(pk__in=[int(pk) for pk in tasks])
    if module:
        pages = pages.descendant_of(module, inclusive=True)
    shown = list(pages.order_by("path").specific()[:MOST_PIECES])
    versions = _latest({page.latest_revision_id for page in shown})
    return [_piece(page, tasks[str(page.pk)], versions[page.latest_revision_id]) for page in shown]


def _latest(keys: Iterable[int | None]) -> dict[int | None, Revision]:
    return {version.pk: version for version in Revision.objects.filter(pk__in=keys)}


def _piece(page: Page, task: TaskState, version: Revision) -> Piece:
    text = version.as_object()
    missing = tuple(text.reasons_to_wait(text)) if isinstance(text, LessonPage) else ()
    return Piece(page, task, version, missing, _hours(text))


def _hours(text: Page) -> tuple[str, ...]:
    said = (("Paraîtra le", text.go_live_at), ("Quittera le site le", text.expire_at))
    to_come = [(words, timezone.localtime(at)) for words, at in said if at and at > timezone.now()]
    return tuple(f"{words} {write_day(at, 'j F Y')} à {at:%H}{NBSP}h{NBSP}{at:%M}." for words, at in to_come)


def publish(user: User, marks: Sequence[str]) -> int:
    """Publish what was ticked, modules before their lessons; return how many pages. All of them, or none.

    Raises ChangedError, and NotReadyError for a page that lacks something.
    """
    return _answer(user, marks, "approve")


def ask_for_changes(user: User, marks: Sequence[str], words: str) -> int:
    """Give back what was ticked to who sent it, with these words; return how many. Raises ChangedError."""
    return _answer(user, marks, "reject", comment=words)


@transaction.atomic
def _answer(user: User, marks: Sequence[str], action: str, **said: str) -> int:
    with one_mail_each():
        tasks = _ticked(user, marks)
        for task in tasks:
            task.task.specific.on_action(task, user, action, **said)
    return len(tasks)


def _ticked(user: User, marks: Iterable[str]) -> list[TaskState]:
    """Return the tasks of the ticks, locked, in the order of the site. Raises ChangedError when one is not as shown.

    The pages are locked first, as whoever saves one does.
    """
    wanted = dict(_read(mark) for mark in marks)
    about = [task.workflow_state.object_id for task in tasks_for(user).filter(pk__in=wanted)]
    pages = {str(page.pk): page for page in Page.objects.select_for_update().filter(pk__in=about).order_by("pk")}
    list(TaskState.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    versions = _latest({page.latest_revision_id for page in pages.values()})
    names = {key: named(versions.get(page.latest_revision_id)) for key, page in pages.items()}
    found = list(tasks_for(user).filter(pk__in=wanted))
    if len(found) < len(wanted) or any(names.get(each.workflow_state.object_id) != wanted[each.pk] for each in found):
        raise ChangedError  # without a title: the number of a task may be that of a sheet that this member may not see
    return sorted(found, key=lambda task: pages[task.workflow_state.object_id].path)


def _read(mark: str) -> tuple[int, str]:
    task, _, text = mark.partition("-")
    if not (task.isascii() and task.isdigit() and len(task) < 10):
        raise ChangedError
    return int(task), text
