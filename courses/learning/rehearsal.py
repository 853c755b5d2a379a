"""« Je m'entraîne »: the questions of lessons already finished, mixed, ten at most in a sitting.

The address holds the sitting: a seed drawn once (`melange`) gives its order, `numero` says which question, `formation`
the module when the reader chose one. Nothing is kept: no try, no result, not even that somebody came.
"""

import dataclasses
import secrets
from collections.abc import Collection
from urllib.parse import urlencode

from django.urls import reverse

from content.remembered import while_unchanged
from content.serving import open_to_all, reachable
from courses.learning.exercises.base import Exercise
from courses.learning.lookup import lesson_address
from courses.learning.quiz import questions_in
from courses.learning.rules import mixed
from courses.models import LessonPage, ModulePage

MOST = 10  # questions in a sitting
SEEDS = 1_000_000
SEED, NUMBER, MODULE = "melange", "numero", "formation"


@dataclasses.dataclass(frozen=True)
class PastQuestion:
    """A question or an exercise, and the lesson it comes from: its title, its path, what it warns of."""

    question: Exercise
    title: str
    url: str
    content_note: str
    module: ModulePage


@while_unchanged(1)
def _askable() -> dict[int, list[PastQuestion]]:
    """Return all that lessons open to everybody ask, by the primary key of the lesson: two queries, then none."""
    columns = ("path", "title", "slug", "needs_legal_review", "reviewed_by")
    modules = {module.path: module for module in reachable(ModulePage.objects).only(*columns)}
    lessons = open_to_all(reachable(LessonPage.objects)).order_by("path")
    return {
        lesson.pk: _asked_by(lesson, modules[above])
        for lesson in lessons.only("path", "title", "slug", "content_note", "body")
        if (above := lesson.path[: -lesson.steplen]) in modules
    }


def _asked_by(lesson: LessonPage, module: ModulePage) -> list[PastQuestion]:
    url = lesson_address(module, lesson)
    return [
        PastQuestion(question, lesson.title, url, lesson.shown_note, module)
        for question in questions_in(lesson.shown_body).values()
    ]


def past_questions(done: Collection[int]) -> list[PastQuestion]:
    """Return what the lessons done ask, in the order of the site; `done` are primary keys."""
    if not done:
        return []
    return [each for lesson, asked in _askable().items() if lesson in done for each in asked]


@dataclasses.dataclass(frozen=True)
class Sitting:
    """Some questions in the order of a seed; `module` is the slug of the module chosen, empty for all."""

    seed: int
    module: str
    questions: list[PastQuestion]

    @classmethod
    def of(cls, seed: int, module: str, past: list[PastQuestion]) -> "Sitting":
        """Return the sitting of a seed among the past questions, of one module when it is chosen."""
        kept = {each.question.id: each for each in past if module in {"", each.module.slug}}
        return cls(seed, module, [kept[key] for key in mixed(seed, list(kept))[:MOST]])

    @property
    def total(self) -> int:
        """Return how many questions it has."""
        return len(self.questions)

    def fields(self, number: int) -> list[tuple[str, str]]:
        """Return what the address of a question says, from 1; one more than the last is the end."""
        chosen = [(MODULE, self.module)] if self.module else []
        return [*chosen, (SEED, str(self.seed)), (NUMBER, str(number))]

    def address(self, number: int) -> str:
        """Return the address of a question, without its path."""
        return f"?{urlencode(self.fields(number))}"


@dataclasses.dataclass(frozen=True)
class Turn:
    """A question of a sitting, by its number from 1; its form goes by the address."""

    sitting: Sitting
    number: int

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return what goes with an answer."""
        return self.sitting.fields(self.number)

    @property
    def address(self) -> str:
        """Return where the question is asked again."""
        return self.sitting.address(self.number)

    @property
    def following(self) -> str:
        """Return where the next question is, or the end."""
        return self.sitting.address(self.number + 1)

    @property
    def is_last(self) -> bool:
        """Return whether the end comes next."""
        return self.number >= self.sitting.total


def new_sitting(module: str = "") -> str:
    """Return the address of a sitting that nobody has begun, of all modules or of one."""
    drawn = Sitting(secrets.randbelow(SEEDS), module, [])
    return reverse("courses:rehearsal") + drawn.address(1)
