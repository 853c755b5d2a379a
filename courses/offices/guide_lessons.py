"""The lessons and tools that the first content brings, by the key under which it wrote them.

A page renamed or moved keeps its key.

The first content is written by an app that stands above: it registers here the function that knows the keys.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from content.serving import open_to_all, reachable
from content.tools.shown import shown_tools
from courses.learning.lookup import lesson_address
from courses.models import LessonPage, ModulePage

KeysToPages = Callable[[Collection[str]], dict[str, int]]  # of keys, those known → primary keys of pages
_registered: list[KeysToPages] = []


def register(pages_of: KeysToPages) -> None:
    """Name the function that knows the pages of the first content by their keys."""
    _registered[:] = [pages_of]


@dataclass(frozen=True)
class GuideLesson:
    """A published lesson, or a tool: its title and its address."""

    title: str
    url: str


def lessons_of(keys: Collection[str]) -> dict[str, GuideLesson]:
    """Return, by key, the lessons that anybody may read today."""
    known = {key: pk for pages_of in _registered for key, pk in pages_of(keys).items()}
    lessons = (
        open_to_all(reachable(LessonPage.objects)).filter(pk__in=known.values()).only("path", "depth", "title", "slug")
    )
    lessons_by_pk = {lesson.pk: lesson for lesson in lessons}
    above = {lesson.path[: -lesson.steplen] for lesson in lessons_by_pk.values()}
    modules = {module.path: module for module in ModulePage.objects.filter(path__in=above).only("path", "slug")}
    found = {}
    for key, pk in known.items():
        if lesson := lessons_by_pk.get(pk):
            module = modules[lesson.path[: -lesson.steplen]]
            found[key] = GuideLesson(lesson.title, lesson_address(module, lesson))
    return found


def tool_of(key: str) -> GuideLesson | None:
    """Return the tool of this key, if anybody may read it today."""
    known = {each: pk for pages_of in _registered for each, pk in pages_of({key}).items()}
    card = shown_tools().get(known.get(key, 0))
    return GuideLesson(card.title, card.url) if card else None
