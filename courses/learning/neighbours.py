"""The modules and lessons that stand near a sheet, for content.around."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from content.around.neighbours import Neighbour, Source
from content.around.rows import Kind, Row, queries_of
from courses.models import LessonPage, ModulePage


def _queries() -> list[QuerySet]:
    lessons = queries_of(LessonPage.objects.all(), Kind.LESSON, facts="sources__fact")
    return [*lessons, *queries_of(ModulePage.objects.all(), Kind.MODULE, skills="skills")]


def _pages(rows: dict[str, Row]) -> Iterator[Neighbour]:
    """Yield the modules, and their lessons with the skills of the module."""
    for row in rows.values():
        if row.kind is Kind.MODULE:
            url = reverse("courses:module", args=[row.slug])
            yield Neighbour(row.kind, row.pk, row.title, url, "Formation", skills=frozenset(row.skills))
        elif row.kind is Kind.LESSON:
            module = rows[row.path[: -Page.steplen]]
            url = reverse("courses:lesson", args=[module.slug, row.slug])
            note = f"Formation\N{NO-BREAK SPACE}: {module.title}"
            yield Neighbour(row.kind, row.pk, row.title, url, note, frozenset(row.facts), frozenset(module.skills))


TRAININGS = Source(_queries, _pages)
