"""The tools that stand near a sheet, for content.around."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from content.around.neighbours import Neighbour, Source
from content.around.rows import Kind, Row, queries_of
from content.models import ToolPage


def _queries() -> list[QuerySet]:
    return queries_of(ToolPage.objects.all(), Kind.TOOL, facts="sources__fact")


def _pages(rows: dict[str, Row]) -> Iterator[Neighbour]:
    for row in (row for row in rows.values() if row.kind is Kind.TOOL):
        url = reverse("tools:tool", args=[row.slug])
        yield Neighbour(row.kind, row.pk, row.title, url, "Outil à remplir", frozenset(row.facts))


TOOLS = Source(_queries, _pages)
