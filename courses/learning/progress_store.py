"""The store of a reader's progress: the session of a visitor, the account of a member. Both have the same methods.

Answers to questions are never kept; for a member, how many times each question was tried and when it was solved.
A visitor's session begins at the first lesson marked, never by reading.
"""

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import F, TextChoices
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from courses.learning.rules import is_finished
from courses.models import Enrolment, LessonDone, QuizResult

SESSION_KEY = "progress"


class Mark(TextChoices):
    """The mark that a reader puts on a lesson."""

    DONE = "done", "J’ai fini cette leçon"
    COME_BACK = "come_back", "Je veux y revenir"
    UNDO = "undo", "Annuler"


@dataclasses.dataclass(frozen=True)
class Progress:
    """Where a reader is in a module: primary keys of lessons."""

    begun: bool = False
    done: frozenset[int] = frozenset()
    come_back: frozenset[int] = frozenset()
    finished: bool = False

    @property
    def state(self) -> str:
        """Return a text equal for all readers with the same progress: what is drawn for one serves the others."""
        return f"{self.begun:d}{self.finished:d} {sorted(self.done)} {sorted(self.come_back)}"


class ProgressStore(Protocol):
    """The methods of both stores. `progress_in`, `begun_modules` and `tries` write nothing."""

    def progress_in(self, module_id: int) -> Progress:
        """Return where the reader is in a module."""

    def begun_modules(self) -> dict[int, bool]:
        """Return the modules begun: primary key → whether it is finished."""

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        """Keep a mark; return whether it just finished the module. `lessons`: the live ones, in order."""

    def tries(self, question_ids: list[str]) -> dict[str, int]:
        """Return how many times each question was tried, where that is kept."""

    def record_try(self, module_id: int, question_id: str, is_right: bool) -> None:
        """Keep that the reader tried a question, not what they answered."""


def store_of(request: HttpRequest) -> ProgressStore:
    """Return the store of the reader who asks."""
    if request.user.is_authenticated:
        return AccountProgress(request.user)
    return SessionProgress(request.session)


class SessionProgress:
    """The session of a visitor: ``"progress": {"<module>": {"done": [...], "come_back": [...], "finished": false}}``"""

    def __init__(self, session: SessionBase) -> None:
        self.session = session

    def progress_in(self, module_id: int) -> Progress:
        kept = self.session.get(SESSION_KEY, {}).get(str(module_id))
        if kept is None:
            return Progress()
        return Progress(True, frozenset(kept["done"]), frozenset(kept["come_back"]), kept["finished"])

    def begun_modules(self) -> dict[int, bool]:
        return {int(module): kept["finished"] for module, kept in self.session.get(SESSION_KEY, {}).items()}

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        before = self.progress_in(module_id)
        done, come_back = before.done - {lesson_id}, before.come_back - {lesson_id}
        if mark == Mark.DONE:
            done |= {lesson_id}
        elif mark == Mark.COME_BACK:
            done, come_back = before.done, come_back | {lesson_id}
        finished = before.finished or is_finished(lessons, done)
        everything = self.session.get(SESSION_KEY, {})
        everything[str(module_id)] = {"done": sorted(done), "come_back": sorted(come_back), "finished": finished}
        self.session[SESSION_KEY] = everything
        return finished and not before.finished

    def tries(self, question_ids: list[str]) -> dict[str, int]:
        return {}

    def record_try(self, module_id: int, question_id: str, is_right: bool) -> None:
        """Keep nothing: the form itself says which attempt it is."""


class AccountProgress:
    """The account of a member."""

    def __init__(self, user: User) -> None:
        self.user = user

    def progress_in(self, module_id: int) -> Progress:
        rows = list(
            Enrolment.objects.filter(user=self.user, module=module_id).values_list(
                "finished_at", "lessons__lesson", "lessons__done_at", "lessons__come_back"
            )
        )
        if not rows:
            return Progress()
        return Progress(
            begun=True,
            done=frozenset(lesson for _, lesson, done_at, _ in rows if done_at),
            come_back=frozenset(lesson for _, lesson, _, come_back in rows if come_back),
            finished=rows[0][0] is not None,
        )

    def begun_modules(self) -> dict[int, bool]:
        rows = Enrolment.objects.filter(user=self.user).values_list("module", "finished_at")
        return {module: finished_at is not None for module, finished_at in rows}

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        with transaction.atomic():
            enrolment = self._begin(module_id)
            if mark == Mark.UNDO:
                enrolment.lessons.filter(lesson=lesson_id).delete()
            else:
                _keep(enrolment, [lesson_id], mark)
            return _finish(enrolment, lessons)

    def tries(self, question_ids: list[str]) -> dict[str, int]:
        rows = QuizResult.objects.filter(enrolment__user=self.user, question_id__in=question_ids)
        return {str(question): tries for question, tries in rows.values_list("question_id", "tries")}

    def record_try(self, module_id: int, question_id: str, is_right: bool) -> None:
        results = QuizResult.objects.filter(enrolment__user=self.user, question_id=question_id)
        change: dict[str, Any] = {"tries": F("tries") + 1}
        if is_right:
            change["solved_at"] = timezone.now()
        if results.update(**change):
            return
        with transaction.atomic():
            QuizResult.objects.bulk_create(
                [
                    QuizResult(
                        enrolment=self._begin(module_id),
                        question_id=UUID(question_id),
                        tries=1,
                        solved_at=timezone.now() if is_right else None,
                    )
                ],
                ignore_conflicts=True,
            )

    def merge(self, module_id: int, progress: Progress, lessons: list[int]) -> bool:
        """Add a visitor's progress to the account, once or more; return whether that finishes the module."""
        with transaction.atomic():
            enrolment = self._begin(module_id)
            _keep(enrolment, [lesson for lesson in lessons if lesson in progress.done], Mark.DONE)
            _keep(enrolment, [lesson for lesson in lessons if lesson in progress.come_back], Mark.COME_BACK)
            return _finish(enrolment, lessons, already=progress.finished)

    def _begin(self, module_id: int) -> Enrolment:
        """Return the member's enrolment, made or touched in one statement; its row stays locked in the transaction."""
        (enrolment,) = Enrolment.objects.bulk_create(
            [Enrolment(user=self.user, module_id=module_id, touched_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["user", "module"],
            update_fields=["touched_at"],
        )
        return enrolment


def _keep(enrolment: Enrolment, lessons: Iterable[int], mark: Mark) -> None:
    now: datetime.datetime | None = timezone.now() if mark == Mark.DONE else None
    rows = [
        LessonDone(enrolment=enrolment, lesson_id=lesson, done_at=now, come_back=mark == Mark.COME_BACK)
        for lesson in lessons
    ]
    if rows:
        LessonDone.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["enrolment", "lesson"],
            update_fields=["done_at", "come_back"] if mark == Mark.DONE else ["come_back"],
        )


def _finish(enrolment: Enrolment, lessons: list[int], already: bool = False) -> bool:
    """Write the day the module is finished, once every live lesson is done (or was, `already`).

    Return whether it was written now: a module finished before keeps its day.
    """
    done = enrolment.lessons.filter(done_at__isnull=False).values_list("lesson", flat=True)
    if not (already or is_finished(lessons, set(done))):
        return False
    unfinished = Enrolment.objects.filter(pk=enrolment.pk, finished_at__isnull=True)
    return bool(unfinished.update(finished_at=timezone.now()))
