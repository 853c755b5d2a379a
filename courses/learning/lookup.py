"""Finding a module or a lesson by its address with few queries, and a lesson among the others of its module.

Wagtail walks from the root, a page at a time, and asks about view restrictions twice: nine queries before the
first word. The addresses of courses/urls.py say which module and which lesson: two queries, of the columns that are
read, and none while the process remembers them (content.page_cache).
"""

import dataclasses
from functools import cached_property

from django.http import Http404
from django.urls import reverse

from content.remembered import generation, while_unchanged
from content.serving import find
from courses.learning.quiz import Question, questions_in
from courses.models import Audience, LessonPage, ModulePage
from passport.models import Skill

REMEMBERED = 64  # modules, in each process
# What is read of a page, its own fields apart: half of Wagtail's columns speak of its administration.
READ = (
    *("path", "depth", "numchild", "title", "draft_title", "slug", "url_path", "live", "search_description"),
    *("content_type", "locale", "translation_key", "alias_of", "last_published_at", "latest_revision_created_at"),
)
READ_OF_MODULE = (
    *READ,
    *("intro", "outcomes", "credits", "needs_legal_review", "reviewed_by", "reviewed_on", "minutes"),
)
READ_OF_LESSON = (*READ, "content_note", "body", "easy_read", "minutes")


@dataclasses.dataclass
class Contents:
    """A module as it is read: its live lessons in order, its publics, its skills. Shared: nothing of it is changed."""

    module: ModulePage
    lessons: list[LessonPage]
    kept: str  # the generation it was read for (content.page_cache)

    @cached_property
    def audiences(self) -> list[Audience]:
        """For whom it is."""
        return list(self.module.audiences.all())

    @cached_property
    def skills(self) -> list[Skill]:
        """The skills it touches that are still proposed."""
        return [skill for skill in self.module.skills.all() if skill.is_active]


@dataclasses.dataclass
class Reading:
    """A lesson, its module, and the module's live lessons in order (the lesson is one of them)."""

    module: ModulePage
    lessons: list[LessonPage]
    lesson: LessonPage
    kept: str

    @cached_property
    def lesson_ids(self) -> list[int]:
        """Primary keys of the lessons, in order."""
        return [lesson.pk for lesson in self.lessons]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions of the lesson by id, in order, read once."""
        return questions_in(self.lesson.body)

    @cached_property
    def place(self) -> int:
        """The place of the lesson, from 0."""
        return self.lesson_ids.index(self.lesson.pk)

    @property
    def previous(self) -> LessonPage | None:
        """The lesson before, if any."""
        return self.lessons[self.place - 1] if self.place else None

    @property
    def following(self) -> LessonPage | None:
        """The lesson after, if any."""
        return self.lessons[self.place + 1] if self.place + 1 < len(self.lessons) else None


def lesson_address(module: ModulePage, lesson: LessonPage) -> str:
    """The path of a lesson, known without a query; empty for one that has no address yet (a first preview)."""
    if not (module.slug and lesson.slug):
        return ""
    return reverse("courses:lesson", args=[module.slug, lesson.slug])


@while_unchanged(REMEMBERED)
def find_contents(slug: str) -> Contents:
    """A published module with what it holds. Http404 when there is none."""
    kept = generation()
    module = find(ModulePage, slug, READ_OF_MODULE)
    lessons = lessons_of(module)
    for lesson in lessons:
        lesson.known_open = module.known_open and lesson.alias_of_id is None
    module.contents = Contents(module, lessons, kept)
    return module.contents


def lessons_of(module: ModulePage) -> list[LessonPage]:
    """The published lessons of a module, in order."""
    return list(LessonPage.objects.child_of(module).live().only(*READ_OF_LESSON))


def find_reading(module_slug: str, lesson_slug: str) -> Reading:
    """A published lesson of a published module. Http404 when there is none, or when they do not belong together."""
    contents = find_contents(module_slug)
    lesson = next((lesson for lesson in contents.lessons if lesson.slug == lesson_slug), None)
    if lesson is None:
        raise Http404
    return Reading(contents.module, contents.lessons, lesson, contents.kept)


def contents_of(module: ModulePage) -> Contents:
    """What a module holds, whoever found it: its address, or Wagtail (a preview of what is not published)."""
    return getattr(module, "contents", None) or Contents(module, lessons_of(module), generation())


def reading_around(lesson: LessonPage, is_preview: bool) -> Reading:
    """The reading of a page that Wagtail found itself: another address, or a preview of unpublished text."""
    kept = generation()
    module = lesson.get_parent().specific
    if not (module.live or is_preview):
        raise Http404
    lessons = [lesson if other.pk == lesson.pk else other for other in lessons_of(module)]
    return Reading(module, lessons if lesson in lessons else [*lessons, lesson], lesson, kept)
