"""Steps to put back in order: each has a place to choose. Needs no database.

The steps are shown shuffled, in one order for ever, and keep the places just chosen: nothing moves while one mends.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from courses.learning.exercises.base import CHANGED, Answer, Offered
from courses.learning.exercises.selects import Row, chosen_in, is_odd, row_of
from courses.learning.rules import shuffled
from lib.text import NBSP, no_break


@dataclasses.dataclass(frozen=True)
class Step:
    """A step; its position in the exercise is its right place."""

    id: str
    text: str


@dataclasses.dataclass(frozen=True)
class Order(Offered):
    """Steps in their right order."""

    form: ClassVar[str] = "courses/exercises/rows.html"
    solution: ClassVar[str] = "courses/exercises/order_solution.html"
    advice: ClassVar[str] = no_break("Choisissez la place de chaque étape : 1 pour la première.")
    is_wide: ClassVar[bool] = False

    id: str
    text: str
    steps: tuple[Step, ...]
    explanation: str

    @classmethod
    def from_block(cls, block_id: str, value: Mapping[str, Any]) -> "Order":
        """Return the exercise that an OrderBlock keeps in the database."""
        steps = (Step(str(item.get("id") or index), item["value"]) for index, item in enumerate(value["steps"]))
        return cls(str(block_id), value["question"], tuple(steps), value["explanation"])

    @property
    def places(self) -> dict[str, str]:
        """Return the right place of each step, from 1, by its id."""
        return {step.id: str(place) for place, step in enumerate(self.steps, start=1)}

    def offered(self, attempt: int, answer: Answer | None = None) -> list[Row]:
        """Return the steps, shuffled, each with the places to choose from."""
        places = self.places
        choices = {place: place for place in places.values()}
        chosen = chosen_in(answer.chosen, places, choices) if answer else {}
        texts = {step.id: step.text for step in self.steps}
        to_mend = answer.to_mend if answer else frozenset()
        return [
            row_of(step, texts[step], choices, chosen.get(step), step in to_mend)
            for step in shuffled(self.id, list(texts))
        ]

    def answer(self, chosen: Sequence[str], attempt: int) -> Answer:
        """Return the answer, with an error for what the form does not offer, no place, or one place given twice."""
        places = self.places
        given = chosen_in(chosen, places, places.values())
        error, to_mend = CHANGED, frozenset(places) - set(given)
        if not is_odd(chosen, places, places.values()):
            error, to_mend = self._fault(given)
        if error:
            return Answer(self, attempt, error=error, chosen=tuple(chosen), to_mend=to_mend)
        well = sum(given[step] == place for step, place in places.items())
        is_right = well == len(places)
        return Answer(self, attempt, is_right, told=_told(well, len(places)), chosen=tuple(chosen))

    def _fault(self, given: Mapping[str, str]) -> tuple[str, frozenset[str]]:
        """Return what keeps an answer from being read, and the steps concerned; an empty text when nothing does."""
        without = frozenset(self.places) - set(given)
        if without or not given:
            return "Choisissez une place pour chaque étape, puis répondez.", without
        taken = list(given.values())
        twice = sorted({place for place in taken if taken.count(place) > 1}, key=int)
        if not twice:
            return "", frozenset()
        error = f"Plusieurs étapes ont la place {' et la place '.join(twice)}. Donnez à chacune sa place."
        return error, frozenset(step for step, place in given.items() if place in twice)


def _told(well: int, total: int) -> str:
    if well == total:
        return "Toutes les étapes sont à leur place."
    if well == 0:
        return "Aucune étape n’est encore à sa place."
    return f"{well} étape{'s sont' if well > 1 else ' est'} à {'leur' if well > 1 else 'sa'} place, sur{NBSP}{total}."
