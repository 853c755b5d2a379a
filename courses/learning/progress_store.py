"""Where progress is kept: the session of a visitor, the account of a member. Same questions to both.

Answers to questions are never kept; for members, how many times a question was tried and when it was solved.
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
    """What one says of a lesson."""

    DONE = "done", "J’ai fini cette leçon"
    COME_BACK = "come_back", "Je veux y revenir"
    UNDO = "undo", "Annuler"


@dataclasses.dataclass(frozen=True)
class Progress:
    """Where somebody is in a module: primary keys of lessons."""

    begun: bool = False
    done: frozenset[int] = frozenset()
    come_back: frozenset[int] = frozenset()
    finished: bool = False

    @property
    def name(self) -> str:
        """The same for all who are at the same place: what is drawn for one is drawn for the others."""
        return f"{self.begun:d}{self.finished:d} {sorted(self.done)} {sorted(self.come_back)}"


class ProgressStore(Protocol):
    """What is asked of whoever keeps progress. `of`, `states` and `attempts` write nothing."""

    def of(self, module_id: int) -> Progress:
        """Where the person is in a module. Reads only."""

    def states(self) -> dict[int, bool]:
        """The modules begun: primary key → whether it is finished."""

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        """Keep a mark; answer whether the module has just been finished. `lessons`: the live ones, in order."""

    def attempts(self, question_ids: list[str]) -> dict[str, int]:
        """How many times each question was tried, where that is kept."""

    def answered(self, module_id: int, question_id: str, is_right: bool) -> None:
        """Keep that a question was tried, not what was answered."""


def store_of(request: HttpRequest) -> ProgressStore:
    """The keeper of whoever asks."""
    if request.user.is_authenticated:
        return AccountProgress(request.user)
    return SessionProgress(request.session)


class SessionProgress:
    """``session["progress"] = {"<module>": {"done": [...], "come_back": [...], "finished": false}}``"""

    def __init__(self, session: SessionBase) -> None:
        self.session = session

    def of(self, module_id: int) -> Progress:
        kept = self.session.get(SESSION_KEY, {}).get(str(module_id))
        if kept is None:
            return Progress()
        return Progress(True, frozenset(kept["done"]), frozenset(kept["come_back"]), kept["finished"])

    def states(self) -> dict[int, bool]:
        return {int(module): kept["finished"] for module, kept in self.session.get(SESSION_KEY, {}).items()}

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        before = self.of(module_id)
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

    def attempts(self, question_ids: list[str]) -> dict[str, int]:
        return {}

    def answered(self, module_id: int, question_id: str, is_right: bool) -> None:
        """Nothing: the form itself says which attempt it is."""


class AccountProgress:
    """The account of a member."""

    def __init__(self, user: User) -> None:
        self.user = user

    def of(self, module_id: int) -> Progress:
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

    def states(self) -> dict[int, bool]:
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

    def attempts(self, question_ids: list[str]) -> dict[str, int]:
        rows = QuizResult.objects.filter(enrolment__user=self.user, question_id__in=question_ids)
        return {str(question): tries for question, tries in rows.values_list("question_id", "tries")}

    def answered(self, module_id: int, question_id: str, is_right: bool) -> None:
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
        """Add a visitor's progress to the account, as often as one likes; whether that finishes the module."""
        with transaction.atomic():
            enrolment = self._begin(module_id)
            _keep(enrolment, [lesson for lesson in lessons if lesson in progress.done], Mark.DONE)
            _keep(enrolment, [lesson for lesson in lessons if lesson in progress.come_back], Mark.COME_BACK)
            return _finish(enrolment, lessons, already=progress.finished)

    def _begin(self, module_id: int) -> Enrolment:
        """The member's enrolment, made or touched in one statement; its row is locked until the transaction ends."""
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
    """Write the day the module is finished, once. Every live lesson must be done now (or was, `already`)."""
    done = enrolment.lessons.filter(done_at__isnull=False).values_list("lesson", flat=True)
    if not (already or is_finished(lessons, set(done))):
        return False
    unfinished = Enrolment.objects.filter(pk=enrolment.pk, finished_at__isnull=True)
    return bool(unfinished.update(finished_at=timezone.now()))
