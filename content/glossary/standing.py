"""Where words explained stand. Lessons are written by an app that stands above: it registers here who knows them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """A published lesson that shows a word: its title, its address, the other sense that it gives the word, if any."""

    title: str
    url: str
    meaning_here: str


Published = Callable[[], dict[int, list[Standing]]]
Anywhere = Callable[[], dict[int, list[str]]]
SAID_BY_THE_SITE = frozenset({"mandat", "repere-a-cote-d-un-nom"})  # by its screens, with `{% explained %}`
_published: list[Published] = []
_anywhere: list[Anywhere] = []


def register(published: Published, anywhere: Anywhere) -> None:
    """Name the two functions that know, by the primary key of a word: its published lessons, and the titles of all.

    The second looks in drafts too.
    """
    _published[:], _anywhere[:] = [published], [anywhere]


def published() -> dict[int, list[Standing]]:
    """Return, by the primary key of a word, the lessons that readers can reach today, in the order of the training."""
    return _published[0]() if _published else {}


def titles() -> dict[int, list[str]]:
    """Return, by the primary key of a word, the titles of all that holds it, published or not: one walk for all."""
    return _anywhere[0]() if _anywhere else {}
