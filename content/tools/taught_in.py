"""The lessons that teach a tool. Lessons are written by an app that stands above: it registers here who knows them."""

from collections.abc import Callable
from dataclasses import dataclass

from content.models import ToolPage


@dataclass(frozen=True)
class Teaching:
    """A published lesson that carries the tool: its title, its address, the title of its module.

    `is_first_proposal`: no two groups have read that module yet.
    """

    title: str
    url: str
    module: str
    is_first_proposal: bool


LessonsOf = Callable[[ToolPage], list[Teaching]]
_registered: list[LessonsOf] = []


def register(lessons_of: LessonsOf) -> None:
    """Name the function that knows the lessons of a tool."""
    _registered[:] = [lessons_of]


def lessons_of(tool: ToolPage) -> list[Teaching]:
    """Return the lessons that readers can reach today, in the order of the training."""
    return [each for found in _registered for each in found(tool)]
