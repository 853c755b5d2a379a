"""What a person may do with a module they finished, beside their passport. Apps that stand above register it here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from courses.learning.lookup import Contents


@dataclass(frozen=True)
class Door:
    """A link on the page of a finished module: its words, what they lead to in one sentence, its address."""

    words: str
    said: str
    url: str


Maker = Callable[[HttpRequest, Contents], Door | None]
_makers: list[Maker] = []


def register(make: Maker) -> None:
    """Ask `make` for a door of a module, for the person who finished it; None when there is none for them."""
    if make not in _makers:
        _makers.append(make)


def doors_for(request: HttpRequest, contents: Contents) -> list[Door]:
    """Return the doors of a module that the reader finished."""
    return [door for make in _makers if (door := make(request, contents))]
