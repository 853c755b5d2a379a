"""The registry of « Chiffres de l’année »: what each app counts of a group in a year. Numbers, never a person.

Nothing here decides what is shown: whoever keeps the year of a group masks what is small (gatherings.figures).
"""

from collections.abc import Callable
from dataclasses import dataclass

from directory.models import PeerGroup


@dataclass(frozen=True)
class Count:
    """What was counted: a number for each part of the figure, or one alone.

    `people`: by how many accounts, None when nobody knows. `certain`: the parts that everybody knows to be zero.
    """

    parts: tuple[int, ...]
    people: int | None = None
    certain: frozenset[int] = frozenset()

    @property
    def total(self) -> int:
        """Return the sum of the parts."""
        return sum(self.parts)


@dataclass(frozen=True)
class Figure:
    """One figure of a year. `one` and `several` say it after its number, `parts` name the bars of its drawing.

    `is_of_people`: it counts what people did or said, and is masked when it is small.
    """

    key: str
    label: str
    one: str
    several: str
    count: Callable[[PeerGroup, int], Count]
    parts: tuple[str, ...] = ()
    is_of_people: bool = True


_figures: dict[str, Figure] = {}


def register(figure: Figure) -> None:
    """Add a figure; `Figure.key` is permanent, as the years already counted hold it."""
    _figures[figure.key] = figure


def figures() -> list[Figure]:
    """Return every figure, in the order of the apps."""
    return list(_figures.values())
