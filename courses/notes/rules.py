"""The notes that people keep for themselves under a reflection: sealed, read by their writer alone."""

import dataclasses
import datetime
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from content.remembered import while_unchanged
from content.serving import open_to_all, reachable
from courses.learning.lookup import lesson_address
from courses.learning.reflections import Reflection, reflections_in
from courses.models import LessonPage, ModulePage
from courses.models.notes import Note
from lib.secrets import seal, unseal


class ChangedElsewhereError(Exception):
    """The note is no longer the one that its writer was shown."""


@dataclasses.dataclass(frozen=True)
class Kept:
    """A note as its writer reads it; without words once the keys of the seal have changed."""

    block_id: UUID
    words: str
    question: str
    lesson: str
    updated_at: datetime.datetime

    @property
    def seen(self) -> str:
        """Return the mark of this version, which the form sends back."""
        return self.updated_at.isoformat()


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a reflection stands today: the title of the lesson, its path."""

    lesson: str
    url: str


def read(note: Note) -> Kept:
    """Return what a note holds."""
    said = unseal(note.sealed) or {}
    words, question, lesson = (str(said.get(name, "")) for name in ("words", "question", "lesson"))
    return Kept(note.block_id, words, question, lesson, note.updated_at)


def notes_under(user: User, reflections: Iterable[Reflection]) -> dict[UUID, Kept]:
    """Return the notes that a person keeps under these reflections, in one query."""
    found = Note.objects.filter(user=user, block_id__in=[each.id for each in reflections])
    return {note.block_id: read(note) for note in found}


def has_notes(user: User) -> bool:
    """Return whether a person keeps any note."""
    return Note.objects.filter(user=user).exists()


def keep(user: User, reflection: Reflection, lesson: str, words: str, seen: str) -> None:
    """Keep the words under a reflection of a lesson of this title; pressed twice, they are kept once.

    `seen` is the mark of the note that the page showed, "" for none. Raises ChangedElsewhereError, and keeps nothing,
    when another note is there.
    """
    sealed = seal({"words": words, "question": reflection.question, "lesson": lesson})
    note, is_new = Note.objects.get_or_create(user=user, block_id=reflection.id, defaults={"sealed": sealed})
    if is_new:
        return
    kept = read(note)
    is_same = words == kept.words
    if not is_same and seen != kept.seen:
        raise ChangedElsewhereError
    version = Note.objects.filter(pk=note.pk, updated_at=note.updated_at)
    if not version.update(sealed=sealed, updated_at=timezone.now()) and not is_same:
        raise ChangedElsewhereError  # between the reading and the writing


def erase(user: User, block_id: UUID) -> bool:
    """Erase the note of a person under a reflection; return False when there was none."""
    return bool(Note.objects.filter(user=user, block_id=block_id).delete()[0])


@while_unchanged(1)
def places() -> dict[UUID, Place]:
    """Return where each reflection of the lessons open to everybody stands: two queries, then none."""
    modules = {module.path: module for module in reachable(ModulePage.objects).only("path", "title", "slug")}
    lessons = open_to_all(reachable(LessonPage.objects)).only("path", "title", "slug", "body")
    return {
        reflection.id: Place(lesson.title, lesson_address(modules[above], lesson))
        for lesson in lessons
        if (above := lesson.path[: -lesson.steplen]) in modules
        for reflection in reflections_in(lesson.body).values()
    }
