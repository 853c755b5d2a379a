"""The contexts of the list of tools and of a tool."""

import dataclasses
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.account import comfort
from content.around.neighbours import neighbourhood
from content.around.rows import Kind
from content.models import ToolIndexPage, ToolPage
from content.serving import screen_of
from content.tools.files import links_of
from content.tools.shown import ToolCard, card_of, published
from content.tools.taught_in import lessons_of

Office = ToolPage.Office
OFFICES_OF_THE_BOARD = {Office.CHAIR, Office.SECRETARY, Office.TREASURER}
SHEETS = 2  # shown under a tool, at most
UNKNOWN = {"invalid_choice": "Ce choix n’est pas dans la liste. Choisissez-en un autre."}


class ToolFilter(django_filters.FilterSet):
    """The filter of the list: whom the tools serve first."""

    fonction = django_filters.ChoiceFilter(
        label="Pour quelle fonction",
        method="keep_to_office",
        choices=Office.choices,
        empty_label="Toutes les fonctions",
        error_messages=UNKNOWN,
    )

    class Meta:
        model = ToolPage
        fields: list[str] = []

    def keep_to_office(self, tools: QuerySet[ToolPage], _name: str, office: str) -> QuerySet[ToolPage]:
        """Return the tools of an office; an office of the board uses those of the whole board too."""
        return tools.filter(office__in={office, Office.BOARD} if office in OFFICES_OF_THE_BOARD else {office})


@dataclasses.dataclass(frozen=True)
class Section:
    """The tools of one situation."""

    key: str
    title: str
    cards: list[ToolCard]


@screen_of(ToolIndexPage)
def index_screen(_page: ToolIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the tools by situation; none when a choice is not in the list."""
    tools = published().only("path", "depth", "title", "slug", "intro", "office", "situation", "content_type")
    chosen_office = request.GET.get("fonction", "").replace("\0", "")
    found = ToolFilter({"fonction": chosen_office}, queryset=tools)
    chosen = list(found.qs) if found.form.is_valid() else []
    sections = [
        Section(key, label, [card_of(tool) for tool in chosen if tool.situation == key])
        for key, label in ToolPage.Situation.choices
    ]
    return {
        "form": found.form,
        "is_asked": bool(chosen_office),
        "sections": [section for section in sections if section.cards],
        "total": len(chosen),
    }


@screen_of(ToolPage)
def tool_screen(tool: ToolPage, request: HttpRequest) -> dict[str, Any]:
    """Return the parts of a tool, its files, the lessons that teach it, the sheets on the same ground."""
    is_preview = getattr(request, "is_preview", False)
    parts = tool.read_parts()
    has_easy = bool(len(tool.easy_read))
    lessons = [] if is_preview else lessons_of(tool)
    return {
        "tool_parts": parts,
        "files": links_of(tool, [] if is_preview else parts),
        "lessons": lessons,
        "sheets": neighbourhood().by_facts(tool.pk, Kind.SHEET, SHEETS),
        "is_first_proposal": all(lesson.is_first_proposal for lesson in lessons),
        "is_wide": any(part.is_wide for part in parts),
        "has_easy": has_easy,
        "reads_easy": has_easy and comfort.current(request)["easy"] == "on",
        "preview": is_preview,
        "lesson_url": tool.address,
    }
