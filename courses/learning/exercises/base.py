"""What a lesson asks of its reader: the shape that questions and exercises share, and the answers. No database."""

import dataclasses
from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

CHANGED = "Cet exercice a changé depuis. Choisissez encore, puis répondez."


class Exercise(Protocol):
    """A question or an exercise; its `id` is that of its block and never changes.

    `form` and `solution` are templates. `verdicts` are said of a right answer, then of another. The solution is shown
    once found, or from the try `told_from` on; None for never before it is found.
    """

    form: ClassVar[str]
    solution: ClassVar[str]
    again: ClassVar[str]
    verdicts: ClassVar[tuple[str, str]]
    told_from: ClassVar[int | None]

    @property
    def id(self) -> str:
        """Return the id of its block."""

    @property
    def text(self) -> str:
        """Return what is asked."""

    @property
    def explanation(self) -> str:
        """Return what is read after each try."""

    @property
    def advice(self) -> str:
        """Return how to answer, in a few words; empty where nothing needs saying."""

    def offered(self, attempt: int, answer: "Answer | None" = None) -> list[Any]:
        """Return what the form of an attempt (1 for the first) offers, with what was just sent where that is kept."""

    def answer(self, chosen: Sequence[str], attempt: int) -> "Answer":
        """Return the answer of a reader; one that cannot be read has an error and counts for no try."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """The answer that a reader just gave; nothing of it is kept.

    `told` sums it up, `remarks` speak of it before the explanation does; `to_mend`: the ids that the error is about.
    """

    question: Exercise
    attempt: int
    is_right: bool = False
    error: str = ""
    told: str = ""
    remarks: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    to_mend: frozenset[str] = frozenset()

    @property
    def verdict(self) -> str:
        """Return the words for a right answer or for another: never « wrong »."""
        right, another = self.question.verdicts
        return right if self.is_right else another

    @property
    def shows_solution(self) -> bool:
        """Return whether the solution is read with the explanation."""
        told_from = self.question.told_from
        return self.is_right or (told_from is not None and self.attempt >= told_from)


class Offered:
    """The words and the rules of exercises, other than questions with choices."""

    again: ClassVar[str] = "Refaire l’exercice"
    verdicts: ClassVar[tuple[str, str]] = ("Juste.", "Autre piste.")
    told_from: ClassVar[int | None] = 2
