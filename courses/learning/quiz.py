"""All that a lesson asks, read from the raw value of its blocks: questions with choices, and exercises."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import TextChoices
from wagtail.blocks import StreamValue

from courses.learning.exercises.base import Answer, Exercise
from courses.learning.exercises.match import Match
from courses.learning.exercises.order import Order
from courses.learning.exercises.short_answer import ShortAnswer
from courses.learning.rules import choice_order, is_right
from lib.text import no_break

MOST_ATTEMPTS = 99  # after which the order of the choices no longer changes


class QuestionKind(TextChoices):
    """How many right answers a question has."""

    SINGLE = "single", "Une seule bonne réponse"
    MULTIPLE = "multiple", "Plusieurs bonnes réponses"
    TRUE_FALSE = "true_false", "Vrai ou faux"


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of the answers offered; its `explanation` is shown once the reader picked it."""

    id: str
    text: str
    is_right: bool
    explanation: str


@dataclasses.dataclass(frozen=True)
class Question:
    """A question with its choices as the editor wrote them; its `id` is that of its block and never changes."""

    form: ClassVar[str] = "courses/exercises/choices.html"
    solution: ClassVar[str] = "courses/exercises/choices_solution.html"
    again: ClassVar[str] = "Refaire la question"
    verdicts: ClassVar[tuple[str, str]] = ("Oui.", "Pas encore.")
    told_from: ClassVar[int | None] = None

    id: str
    text: str
    kind: str
    choices: tuple[Choice, ...]
    explanation: str

    @classmethod
    def from_block(cls, block_id: str, value: Mapping[str, Any]) -> "Question":
        """Return the question that a QuestionBlock keeps in the database."""
        choices = tuple(
            Choice(
                id=str(item.get("id") or index),
                text=item["value"]["text"],
                is_right=bool(item["value"].get("is_right")),
                explanation=item["value"].get("explanation") or "",
            )
            for index, item in enumerate(value["choices"])
        )
        return cls(str(block_id), value["question"], value["kind"], choices, value["explanation"])

    @property
    def is_multiple(self) -> bool:
        """Return whether the reader may tick several choices."""
        return self.kind == QuestionKind.MULTIPLE

    @property
    def advice(self) -> str:
        """Return that several choices may be right, where that is so."""
        return "Plusieurs réponses peuvent être justes." if self.is_multiple else ""

    def offered(self, attempt: int, answer: Answer | None = None) -> list[Choice]:
        """Return the choices in the order of an attempt (1 for the first)."""
        by_id = {choice.id: choice for choice in self.choices}
        return [by_id[choice_id] for choice_id in choice_order(self.id, list(by_id), attempt)]

    def answer(self, chosen: Sequence[str], attempt: int) -> Answer:
        """Return the answer of a reader, with an error for no choice, an unknown one, or several where one is asked."""
        known = {choice.id for choice in self.choices}
        if not chosen:
            return Answer(self, attempt, error="Choisissez une réponse, puis répondez.")
        if not set(chosen) <= known:
            return Answer(self, attempt, error="Cette réponse n’est plus dans la liste. Choisissez-en une autre.")
        if len(set(chosen)) > 1 and not self.is_multiple:
            return Answer(self, attempt, error="Choisissez une seule réponse.")
        picked = [choice for choice in self.choices if choice.id in chosen]
        right = is_right([choice.id for choice in self.choices if choice.is_right], [choice.id for choice in picked])
        told = no_break("Votre réponse : " + ", ".join(f"« {choice.text} »" for choice in picked))
        return Answer(self, attempt, right, told=told, remarks=self._remarks(picked, right))

    def _remarks(self, picked: Sequence[Choice], right: bool) -> tuple[str, ...]:
        """Return what is said of the choices: those of a right answer only where the question explains nothing."""
        explained = [choice.explanation for choice in picked if choice.explanation]
        if right:
            return () if self.explanation else tuple(explained)
        return (*explained, *(["Il faut toutes les réponses justes, et seulement elles."] if self.is_multiple else []))


# What can be answered in a lesson, by the type of its block.
KINDS: dict[str, Callable[[str, Mapping[str, Any]], Exercise]] = {
    "question": Question.from_block,
    "order": Order.from_block,
    "match": Match.from_block,
    "short_answer": ShortAnswer.from_block,
}


def attempt_number(raw: str) -> int:
    """Return the attempt that a form says it is, from 1 to MOST_ATTEMPTS; anything odd is the first."""
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 4):
        return 1
    return min(max(int(raw), 1), MOST_ATTEMPTS)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def questions_in(body: StreamValue) -> dict[str, Exercise]:
    """Return all that a lesson asks by id, in order. What has an id that is no UUID is shown but cannot be answered."""
    raw = body.raw_data
    return {
        str(block["id"]): KINDS[block["type"]](block["id"], block["value"])
        for block in (raw[index] for index in range(len(raw)))
        if block["type"] in KINDS and _is_uuid(str(block["id"]))
    }
