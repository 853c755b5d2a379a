"""A short answer to write: a word, a sum, a date. Needs no database.

Accents, capitals, spaces, the final point and the way a number is written do not count.

>>> same_form("1\N{NO-BREAK SPACE}211,65 €") == same_form("1211.65") == same_form("1 211,65")
True
>>> same_form("  L’Assemblée  Générale. ")
"l'assemblee generale"
"""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from courses.learning.exercises.base import Answer, Offered
from lib.text import fold, no_break

LONGEST = 100  # signs
_SPACE_IN_NUMBER = re.compile(r"(?<=[0-9]) (?=[0-9])")
_NUMBER = re.compile(r"[-−–]?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?")
_CURRENCY = re.compile(r"(?<=[0-9]) ?(?:€|euros?)$")


@dataclasses.dataclass(frozen=True)
class ShortAnswer(Offered):
    """A question that one answers in a few words; `accepted` holds the forms that are right, the best first."""

    again: ClassVar[str] = "Refaire la question"
    form: ClassVar[str] = "courses/exercises/short_answer.html"
    solution: ClassVar[str] = "courses/exercises/short_answer_solution.html"
    advice: ClassVar[str] = ""

    id: str
    text: str
    accepted: tuple[str, ...]
    explanation: str
    hint: str

    @classmethod
    def from_block(cls, block_id: str, value: Mapping[str, Any]) -> "ShortAnswer":
        """Return the question that a ShortAnswerBlock keeps in the database."""
        accepted = tuple(item["value"] for item in value["accepted"])
        return cls(str(block_id), value["question"], accepted, value["explanation"], value.get("hint") or "")

    @property
    def expected(self) -> str:
        """Return the answer as it is best written."""
        return no_break(self.accepted[0]) if self.accepted else ""

    def offered(self, attempt: int, answer: Answer | None = None) -> list[str]:
        """Return the one text of the form: what was just written, no longer than the form lets one write."""
        return [answer.chosen[0][:LONGEST] if answer and answer.chosen else ""]

    def answer(self, chosen: Sequence[str], attempt: int) -> Answer:
        """Return the answer, with an error for none, several, one too long or of several lines."""
        error = _fault(chosen)
        if error:
            return Answer(self, attempt, error=error, chosen=tuple(chosen))
        written = chosen[0].strip()
        is_right = same_form(written) in set(map(same_form, self.accepted))
        return Answer(self, attempt, is_right, told=no_break(f"Votre réponse : « {written} »"), chosen=(written,))


def _fault(chosen: Sequence[str]) -> str:
    """Return what keeps an answer from being read; an empty text when nothing does."""
    if len(chosen) > 1 or len("".join(chosen).strip().splitlines()) > 1:
        return "Écrivez une seule réponse, sur une ligne."
    if len("".join(chosen)) > LONGEST:  # before it is read: reading takes longer than counting
        return f"Écrivez une réponse plus courte : {LONGEST} signes au plus."
    if not same_form("".join(chosen)):
        return "Écrivez votre réponse, puis répondez."
    return ""


def same_form(text: str) -> str:
    """Return a form that two answers share when they say the same."""
    words = _SPACE_IN_NUMBER.sub("", " ".join(fold(text).split()).rstrip(". "))
    number = _CURRENCY.sub("", words)
    if not _NUMBER.fullmatch(number):
        return words
    whole, _, decimals = number.replace(",", ".").partition(".")
    decimals = decimals.rstrip("0")
    return "-".join(re.split("[-−–]", whole)) + (f".{decimals}" if decimals else "")
