"""The sheets that stand near a lesson or a tool, for content.around."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from content.around.neighbours import Neighbour, Source
from content.around.rows import Kind, Row, queries_of
from content.models import PracticePage

WORDS_OF_NOTE = 16


def note_of(situation: str) -> str:
    """Return what is read under the title of a sheet: the beginning of its situation."""
    return Truncator(situation).words(WORDS_OF_NOTE)


def _queries() -> list[QuerySet]:
    return queries_of(PracticePage.objects.all(), Kind.SHEET, "situation", "sources__fact", "skills")


def _pages(rows: dict[str, Row]) -> Iterator[Neighbour]:
    for row in (row for row in rows.values() if row.kind is Kind.SHEET):
        url, note = reverse("practices:practice", args=[row.slug]), note_of(row.about)
        yield Neighbour(row.kind, row.pk, row.title, url, note, frozenset(row.facts), frozenset(row.skills))


SHEETS = Source(_queries, _pages)
