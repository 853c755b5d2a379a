"""The tools that anybody may read: for the list, and for the lessons that carry them."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from content.models import ToolPage
from content.remembered import while_unchanged
from content.serving import reachable

CALL_SHEET = "fiche-d-appel"  # the address of the first content’s


@dataclass(frozen=True)
class ToolCard:
    """A tool in a list or in a lesson."""

    title: str
    intro: str
    url: str
    office: str
    tone: str


def published() -> QuerySet[ToolPage]:
    """Return the tools that readers reach without a password, in the order of the tree."""
    return reachable(ToolPage.objects).public().order_by("path")


def card_of(tool: ToolPage) -> ToolCard:
    """Return a tool as a card shows it."""
    return ToolCard(tool.title, tool.intro, tool.address, tool.get_office_display(), tool.tone)


@while_unchanged(1)
def shown_tools() -> dict[int, ToolCard]:
    """Return the cards of the published tools by primary key."""
    tools = published().only("path", "depth", "title", "slug", "intro", "office", "content_type")
    return {tool.pk: card_of(tool) for tool in tools}


def shown_at(slug: str) -> ToolCard | None:
    """Return the card of the published tool at this address of « Outils »; None when there is none."""
    url = reverse("tools:tool", args=[slug])
    return next((card for card in shown_tools().values() if card.url == url), None)
