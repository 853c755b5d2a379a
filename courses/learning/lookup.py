"""The module or the lesson at an address, found with few queries, and the lesson among the others of its module.

Wagtail walks from the root, a page at a time, and asks about view restrictions twice: nine queries before the first
word. The addresses of courses/urls.py say which module and which lesson: two queries, of the columns that are read,
and none while the process remembers them (content.remembered).
"""

import dataclasses
from functools import cached_property

from django.http import Http404
from django.urls import reverse

from content.remembered import generation, while_unchanged
from content.serving import find, reachable
from courses.learning.exercises.base import Exercise
from courses.learning.quiz import questions_in
from courses.learning.reflections import Reflection, reflections_in
from courses.models import Audience, LessonPage, ModulePage
from passport.models import Skill

REMEMBERED = 64  # modules, in each process
# The columns of Wagtail's that a reader's page needs: the other half speak of its administration.
PAGE_COLUMNS = (
    *("path", "depth", "numchild", "title", "draft_title", "slug", "url_path", "live", "search_description"),
    *("content_type", "locale", "translation_key", "alias_of", "last_published_at", "latest_revision_created_at"),
)
MODULE_COLUMNS = (
    *PAGE_COLUMNS,
    *("intro", "outcomes", "credits", "needs_legal_review", "reviewed_by", "reviewed_on", "tried_with", "minutes"),
)
LESSON_COLUMNS = (*PAGE_COLUMNS, "content_note", "body", "easy_read", "minutes")


@dataclasses.dataclass
class Contents:
    """A module, its live lessons in order, its publics, its skills. Shared by requests: nobody changes it."""

    module: ModulePage
    lessons: list[LessonPage]
    generation: str  # the one it was read for (content.remembered)

    @cached_property
    def lesson_ids(self) -> list[int]:
        """Return the primary keys of the lessons, in order."""
        return [lesson.pk for lesson in self.lessons]

    @cached_property
    def audiences(self) -> list[Audience]:
        """Return the publics it speaks to."""
        return list(self.module.audiences.all())

    @cached_property
    def skills(self) -> list[Skill]:
        """Return the skills it touches that members may still be offered."""
        return [skill for skill in self.module.skills.all() if skill.is_active]


@dataclasses.dataclass
class Reading:
    """A lesson, its module, and the module's live lessons in order (the lesson is one of them)."""

    module: ModulePage
    lessons: list[LessonPage]
    lesson: LessonPage
    generation: str

    @cached_property
    def lesson_ids(self) -> list[int]:
        """Return the primary keys of the lessons, in order."""
        return [lesson.pk for lesson in self.lessons]

    @cached_property
    def questions(self) -> dict[str, Exercise]:
        """Return all that the lesson asks by id, in order, read from its text once a request."""
        return questions_in(self.lesson.shown_body)

    @cached_property
    def reflections(self) -> dict[str, Reflection]:
        """Return the reflections of the lesson by id, in order, read from its text once a request."""
        return reflections_in(self.lesson.body)

    @cached_property
    def position(self) -> int:
        """Return the position of the lesson among the others, from 0."""
        return self.lesson_ids.index(self.lesson.pk)

    @property
    def previous(self) -> LessonPage | None:
        """Return the lesson before, if any."""
        return self.lessons[self.position - 1] if self.position else None

    @property
    def following(self) -> LessonPage | None:
        """Return the lesson after, if any."""
        return self.lessons[self.position + 1] if self.position + 1 < len(self.lessons) else None


def lesson_address(module: ModulePage, lesson: LessonPage) -> str:
    """Return the path of a lesson, without a query; empty for a lesson without address yet (a first preview)."""
    if not (module.slug and lesson.slug):
        return ""
    return reverse("courses:lesson", args=[module.slug, lesson.slug])


@while_unchanged(REMEMBERED)
def find_contents(slug: str) -> Contents:
    """Return a published module with what it holds. Raise Http404 when there is none."""
    current = generation()
    module = find(ModulePage, slug, MODULE_COLUMNS)
    lessons = lessons_of(module)
    for lesson in lessons:
        lesson.known_open = module.known_open and lesson.alias_of_id is None
    module.contents = Contents(module, lessons, current)
    return module.contents


def lessons_of(module: ModulePage) -> list[LessonPage]:
    """Return the published lessons of a module, in order."""
    return list(LessonPage.objects.child_of(module).live().only(*LESSON_COLUMNS))


def find_reading(module_slug: str, lesson_slug: str) -> Reading:
    """Return a published lesson of a published module. Raise Http404 when the module has no such lesson."""
    contents = find_contents(module_slug)
    lesson = next((lesson for lesson in contents.lessons if lesson.slug == lesson_slug), None)
    if lesson is None:
        raise Http404
    return Reading(contents.module, contents.lessons, lesson, contents.generation)


def contents_of(module: ModulePage) -> Contents:
    """Return what a module holds, whether its address found it or Wagtail did (a preview of an unpublished text)."""
    return getattr(module, "contents", None) or Contents(module, lessons_of(module), generation())


def reading_around(lesson: LessonPage, is_preview: bool) -> Reading:
    """Return the reading of a lesson that Wagtail found itself: at another address, or in a preview.

    Raise Http404 when readers cannot reach its module, but in a preview.
    """
    current = generation()
    module = lesson.get_parent().specific
    if not (is_preview or reachable(ModulePage.objects).filter(pk=module.pk).exists()):
        raise Http404
    lessons = [lesson if other.pk == lesson.pk else other for other in lessons_of(module)]
    return Reading(module, lessons if lesson in lessons else [*lessons, lesson], lesson, current)
