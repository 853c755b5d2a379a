"""The lessons that teach a tool. Lessons are written by an app that stands above: it registers here who knows them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Teaching:
    """A published lesson that carries the tool: its title, its address, the title of its module."""

    title: str
    url: str
    module: str


LessonsOf = Callable[[Model], list[Teaching]]  # of the page of a tool
_registered: list[LessonsOf] = []


def register(lessons_of: LessonsOf) -> None:
    """Name the function that knows the lessons of a tool."""
    _registered[:] = [lessons_of]


def lessons_of(tool: Model) -> list[Teaching]:
    """Return the lessons that readers can reach today, in the order of the training."""
    return [each for found in _registered for each in found(tool)]
