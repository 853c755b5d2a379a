"""Finding skills by the words that people have for them. The search stands above: it registers here what it finds."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class FoundSkills:
    """The slugs of the skills found, the best first; `has_all` says whether they answer every word."""

    slugs: list[str]
    has_all: bool = True


Finder = Callable[[str], FoundSkills]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Name the function that finds skills by words, everyday words and slips included."""
    _finders[:] = [finder]


def found(words: str) -> FoundSkills:
    """Return the skills that words find; none without a finder."""
    return _finders[0](words) if _finders else FoundSkills([])
