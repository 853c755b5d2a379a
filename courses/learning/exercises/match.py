"""Pairs to link: beside each left label, the right one is chosen in a list. Needs no database.

Several left labels may share a right one, which the lists then hold once.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from courses.learning.exercises.base import CHANGED, Answer, Offered
from courses.learning.exercises.selects import Row, chosen_in, is_odd, row_of
from courses.learning.rules import shuffled
from lib.text import NBSP


@dataclasses.dataclass(frozen=True)
class Pair:
    """A left label and the right one that goes with it."""

    id: str
    left: str
    right: str


@dataclasses.dataclass(frozen=True)
class Match(Offered):
    """Pairs, as the editor wrote them."""

    form: ClassVar[str] = "courses/exercises/rows.html"
    solution: ClassVar[str] = "courses/exercises/match_solution.html"
    advice: ClassVar[str] = "Pour chaque ligne, choisissez ce qui va avec."
    is_wide: ClassVar[bool] = True

    id: str
    text: str
    pairs: tuple[Pair, ...]
    explanation: str

    @classmethod
    def from_block(cls, block_id: str, value: Mapping[str, Any]) -> "Match":
        """Return the exercise that a MatchBlock keeps in the database."""
        pairs = (
            Pair(str(item.get("id") or index), item["value"]["left"], item["value"]["right"])
            for index, item in enumerate(value["pairs"])
        )
        return cls(str(block_id), value["question"], tuple(pairs), value["explanation"])

    @property
    def right_ones(self) -> dict[str, str]:
        """Return the value of the right label of each pair: the id of the first pair that has it."""
        first: dict[str, str] = {}
        for pair in self.pairs:
            first.setdefault(pair.right, pair.id)
        return {pair.id: first[pair.right] for pair in self.pairs}

    @property
    def labels(self) -> dict[str, str]:
        """Return the right labels by their values, each once, never in the order of the pairs."""
        texts = {pair.id: pair.right for pair in self.pairs if pair.id in self.right_ones.values()}
        return {value: texts[value] for value in shuffled(self.id, list(texts))}

    def offered(self, attempt: int, answer: Answer | None = None) -> list[Row]:
        """Return the left labels as written, each with the right ones to choose from."""
        labels = self.labels
        chosen = chosen_in(answer.chosen, self.right_ones, labels) if answer else {}
        to_mend = answer.to_mend if answer else frozenset()
        return [row_of(each.id, each.left, labels, chosen.get(each.id), each.id in to_mend) for each in self.pairs]

    def answer(self, chosen: Sequence[str], attempt: int) -> Answer:
        """Return the answer, with an error for what the form does not offer, or for a line left alone."""
        right_ones = self.right_ones
        given = chosen_in(chosen, right_ones, right_ones.values())
        alone = frozenset(right_ones) - set(given)
        error = "Choisissez une réponse pour chaque ligne, puis répondez." if alone or not given else ""
        if is_odd(chosen, right_ones, right_ones.values()):
            error = CHANGED
        if error:
            return Answer(self, attempt, error=error, chosen=tuple(chosen), to_mend=alone)
        well = sum(given[pair] == value for pair, value in right_ones.items())
        is_right = well == len(right_ones)
        return Answer(self, attempt, is_right, told=_told(well, len(right_ones)), chosen=tuple(chosen))


def _told(well: int, total: int) -> str:
    if well == total:
        return "Toutes les lignes sont bien reliées."
    if well == 0:
        return "Aucune ligne n’est encore bien reliée."
    return f"{well} ligne{'s sont bien reliées' if well > 1 else ' est bien reliée'}, sur{NBSP}{total}."
