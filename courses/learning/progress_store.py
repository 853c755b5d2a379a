"""The store of a reader's progress: the session of a visitor, the account of a member. All have the same methods.

Whoever shows a card alone writes in the account of its owner and reads nothing there (accounts.card_only).

Answers to questions are never kept; for a member, how many times each question was tried and when it was solved.
A visitor's session begins at the first lesson marked, never by reading. Marks belong to a lesson wherever it stands:
whoever asks about a module says which lessons it holds today.
"""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Case, DateTimeField, F, IntegerField, Q, QuerySet, TextChoices, Value, When
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest
from django.utils import timezone

from accounts import card_only
from accounts.models import User
from courses.learning.rules import is_finished
from courses.models import Enrolment, LessonDone, LessonPage, ModulePage, QuizResult

SESSION_KEY = "progress"


class Mark(TextChoices):
    """The mark that a reader puts on a lesson."""

    DONE = "done", "J’ai fini cette leçon"
    COME_BACK = "come_back", "Je veux y revenir"
    UNDO = "undo", "Annuler"


@dataclasses.dataclass(frozen=True)
class Progress:
    """Where a reader is in a module: primary keys of lessons. `done_at` says when, where that is kept."""

    begun: bool = False
    done: frozenset[int] = frozenset()
    come_back: frozenset[int] = frozenset()
    finished: bool = False
    done_at: Mapping[int, datetime.datetime] = dataclasses.field(default_factory=dict)

    @property
    def state(self) -> str:
        """Return a text equal for all readers with the same progress: what is drawn for one serves the others."""
        return f"{self.begun:d}{self.finished:d} {sorted(self.done)} {sorted(self.come_back)}"


class ProgressStore(Protocol):
    """The methods of the stores. `progress_in`, `begun_modules`, `done_lessons` and `tries` write nothing."""

    def progress_in(self, module_id: int, lessons: list[int]) -> Progress:
        """Return where the reader is in a module; `lessons`: the live ones that it holds today."""

    def begun_modules(self) -> dict[int, bool]:
        """Return the modules begun, or that hold a lesson begun: primary key → whether it is finished."""

    def done_lessons(self) -> frozenset[int]:
        """Return the lessons marked done, wherever they stand, published or not: their primary keys."""

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        """Keep a mark; return whether it just finished the module. `lessons`: the live ones, in order."""

    def tries(self, question_ids: list[str]) -> dict[str, int]:
        """Return how many times each question was tried, where that is kept."""

    def record_try(self, module_id: int, lesson_id: int, question: str, attempt: int, is_right: bool) -> None:
        """Keep that the reader tried a question, not what they answered; one attempt sent again is the same try."""


def store_of(request: HttpRequest) -> ProgressStore:
    """Return the store of the reader who asks."""
    if request.user.is_authenticated:
        return AccountProgress(request.user)
    if card_only.is_on(request):
        return UnreadProgress(card_only.person_of(request))
    return SessionProgress(request.session)


def _holding(lessons: QuerySet[LessonPage]) -> QuerySet[ModulePage]:
    """Return the modules where these lessons stand today."""
    above = Substr("path", 1, Length("path") - LessonPage.steplen)
    return ModulePage.objects.filter(path__in=lessons.annotate(above=above).values("above")).order_by()


class SessionProgress:
    """The session of a visitor: ``"progress": {"<module>": {"done": [...], "come_back": [...], "finished": false}}``

    A mark stands under the module where its lesson was; it is looked for under all of them.
    """

    def __init__(self, session: SessionBase) -> None:
        self.session = session

    def _marked(self, mark: Mark) -> set[int]:
        return {lesson for kept in self.session.get(SESSION_KEY, {}).values() for lesson in kept[mark.value]}

    def progress_in(self, module_id: int, lessons: list[int]) -> Progress:
        kept = self.session.get(SESSION_KEY, {}).get(str(module_id))
        done, come_back = (self._marked(mark).intersection(lessons) for mark in (Mark.DONE, Mark.COME_BACK))
        return Progress(
            begun=bool(kept or done or come_back),
            done=frozenset(done),
            come_back=frozenset(come_back),
            finished=bool(kept and kept["finished"]),
        )

    def begun_modules(self) -> dict[int, bool]:
        marked = self._marked(Mark.DONE) | self._marked(Mark.COME_BACK)
        holding = _holding(LessonPage.objects.filter(pk__in=marked)).values_list("pk", flat=True) if marked else ()
        known = {int(module): kept["finished"] for module, kept in self.session.get(SESSION_KEY, {}).items()}
        return dict.fromkeys(holding, False) | known

    def done_lessons(self) -> frozenset[int]:
        return frozenset(self._marked(Mark.DONE))

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        everything = self.session.get(SESSION_KEY, {})
        own = everything.setdefault(str(module_id), {"done": [], "come_back": [], "finished": False})
        changed = [Mark.COME_BACK] if mark == Mark.COME_BACK else [Mark.DONE, Mark.COME_BACK]
        for kept in everything.values():
            for name in changed:
                kept[name.value] = [lesson for lesson in kept[name.value] if lesson != lesson_id]
        if mark != Mark.UNDO:
            own[mark.value] = sorted([*own[mark.value], lesson_id])
        self.session[SESSION_KEY] = everything
        was_finished = own["finished"]
        own["finished"] = was_finished or is_finished(lessons, self._marked(Mark.DONE))
        return own["finished"] and not was_finished

    def tries(self, question_ids: list[str]) -> dict[str, int]:
        return {}

    def record_try(self, module_id: int, lesson_id: int, question: str, attempt: int, is_right: bool) -> None:
        """Keep nothing: the form itself says which attempt it is."""


class AccountProgress:
    """The account of a member."""

    def __init__(self, user: User) -> None:
        self.user = user

    def progress_in(self, module_id: int, lessons: list[int]) -> Progress:
        """Return where the member is, in one query: a row for the module begun, one a mark, one a question tried."""
        no_lesson, no_day, no = Value(None, IntegerField()), Value(None, DateTimeField()), Value(False)
        begun = Enrolment.objects.filter(user=self.user, module=module_id)
        marks = LessonDone.objects.filter(user=self.user, lesson__in=lessons)
        tried = QuizResult.objects.filter(user=self.user, lesson__in=lessons)
        rows = begun.values_list(no_lesson, "finished_at", no).union(
            marks.values_list("lesson", "done_at", "come_back"), tried.values_list("lesson", no_day, no)
        )
        found = list(rows)
        return Progress(
            begun=bool(found),
            done=frozenset(lesson for lesson, day, _ in found if lesson and day),
            come_back=frozenset(lesson for lesson, _, come_back in found if come_back),
            finished=any(day for lesson, day, _ in found if not lesson),
            done_at={lesson: day for lesson, day, _ in found if lesson and day},
        )

    def begun_modules(self) -> dict[int, bool]:
        begun = Enrolment.objects.filter(user=self.user).values_list("module", "finished_at")
        lessons = LessonPage.objects.filter(Q(marks__user=self.user) | Q(quiz_results__user=self.user))
        holding = _holding(lessons).values_list("pk", Value(None, DateTimeField()))
        found: dict[int, bool] = {}
        for module, finished_at in begun.union(holding):
            found[module] = found.get(module, False) or finished_at is not None
        return found

    def done_lessons(self) -> frozenset[int]:
        done = LessonDone.objects.filter(user=self.user, done_at__isnull=False)
        return frozenset(done.values_list("lesson", flat=True))

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        with transaction.atomic():
            enrolment = self._begin(module_id)
            if mark == Mark.UNDO:
                LessonDone.objects.filter(user=self.user, lesson=lesson_id).delete()
            else:
                self._keep([lesson_id], mark)
            return self._finish(enrolment, lessons)

    def tries(self, question_ids: list[str]) -> dict[str, int]:
        rows = QuizResult.objects.filter(user=self.user, question_id__in=question_ids)
        return {str(question): tries for question, tries in rows.values_list("question_id", "tries")}

    def record_try(self, module_id: int, lesson_id: int, question: str, attempt: int, is_right: bool) -> None:
        """Count in one statement: of several requests at once, one counts the attempt. The first day found stays."""
        solved_at = timezone.now() if is_right else None
        results = QuizResult.objects.filter(user=self.user, question_id=question)
        if results.update(
            tries=Case(When(tries__lt=attempt, then=F("tries") + 1), default=F("tries"), output_field=IntegerField()),
            solved_at=Coalesce("solved_at", Value(solved_at, DateTimeField())),
        ):
            return
        with transaction.atomic():
            self._begin(module_id)
            QuizResult.objects.bulk_create(
                [
                    QuizResult(
                        user=self.user,
                        lesson_id=lesson_id,
                        question_id=UUID(question),
                        tries=1,
                        solved_at=solved_at,
                    )
                ],
                ignore_conflicts=True,
            )

    def merge(self, module_id: int, progress: Progress, lessons: list[int]) -> bool:
        """Add a visitor's progress to the account, once or more; return whether that finishes the module."""
        with transaction.atomic():
            enrolment = self._begin(module_id)
            self._keep([lesson for lesson in lessons if lesson in progress.done], Mark.DONE)
            self._keep([lesson for lesson in lessons if lesson in progress.come_back], Mark.COME_BACK)
            return self._finish(enrolment, lessons, already=progress.finished)

    def _begin(self, module_id: int) -> Enrolment:
        """Return the member's enrolment, made or touched in one statement; its row stays locked in the transaction."""
        (enrolment,) = Enrolment.objects.bulk_create(
            [Enrolment(user=self.user, module_id=module_id, touched_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["user", "module"],
            update_fields=["touched_at"],
        )
        return enrolment

    def _keep(self, lessons: Iterable[int], mark: Mark) -> None:
        now: datetime.datetime | None = timezone.now() if mark == Mark.DONE else None
        rows = [
            LessonDone(user=self.user, lesson_id=lesson, done_at=now, come_back=mark == Mark.COME_BACK)
            for lesson in lessons
        ]
        if rows:
            LessonDone.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["user", "lesson"],
                update_fields=["done_at", "come_back"] if mark == Mark.DONE else ["come_back"],
            )

    def _finish(self, enrolment: Enrolment, lessons: list[int], already: bool = False) -> bool:
        """Write the day the module is finished, once every live lesson is done (or was, `already`).

        Return whether it was written now: a module finished before keeps its day.
        """
        marks = LessonDone.objects.filter(user=self.user, lesson__in=lessons, done_at__isnull=False)
        if not (already or is_finished(lessons, set(marks.values_list("lesson", flat=True)))):
            return False
        unfinished = Enrolment.objects.filter(pk=enrolment.pk, finished_at__isnull=True)
        return bool(unfinished.update(finished_at=timezone.now()))


class UnreadProgress:
    """The account of whoever shows a card alone: written, never read back, so that a page tells nothing of the past.

    `holder` is None where a card is not enough: there nothing is written either.
    """

    def __init__(self, holder: User | None) -> None:
        self.holder = holder

    def progress_in(self, module_id: int, lessons: list[int]) -> Progress:
        return Progress()

    def begun_modules(self) -> dict[int, bool]:
        return {}

    def done_lessons(self) -> frozenset[int]:
        return frozenset()

    def mark(self, module_id: int, lesson_id: int, mark: Mark, lessons: list[int]) -> bool:
        """Add a mark. One that is there stays, with its day: nothing is taken back without the code."""
        if self.holder is None or mark == Mark.UNDO:
            return False
        kept = LessonDone.objects.filter(user=self.holder, lesson=lesson_id)
        there = kept.filter(done_at__isnull=False) if mark == Mark.DONE else kept.filter(come_back=True)
        with transaction.atomic():
            progress = Progress() if there.exists() else _only(lesson_id, mark)
            return AccountProgress(self.holder).merge(module_id, progress, lessons)

    def tries(self, question_ids: list[str]) -> dict[str, int]:
        return {}

    def record_try(self, module_id: int, lesson_id: int, question: str, attempt: int, is_right: bool) -> None:
        if self.holder is not None:
            AccountProgress(self.holder).record_try(module_id, lesson_id, question, attempt, is_right)


def _only(lesson_id: int, mark: Mark) -> Progress:
    lesson = frozenset({lesson_id})
    return Progress(done=lesson) if mark == Mark.DONE else Progress(come_back=lesson)
