"""Tools made for the tests."""

import uuid
from typing import Any

import factory
import wagtail_factories

from content.models import HomePage, ToolIndexPage, ToolPage
from tests.courses.factories import build_site

LETTER = {"title": "Le mot", "text": "Bonjour {{prénom|Camille}},\n\n## À savoir\n\n- le {{jour|12 mai}}"}
COLUMNS = [
    {"type": "text", "heading": "Quoi"},
    {"type": "date", "heading": "Date"},
    {"type": "amount", "heading": "Recette"},
    {"type": "amount", "heading": "Dépense"},
    {"type": "amount", "heading": "Solde"},
]
ROWS = [
    ["Report", "", "", "", "10,00"],
    ["Gâteaux", "2 juin", "21,50", "", ""],
    ["Pain", "3 juin", "", "13,55", ""],
]
BALANCE = [{"column": "Solde", "formula": "avant + Recette − Dépense"}]
CHECKLIST = {
    "title": "Les clés",
    "when": "Remis le",
    "checks": [{"what": "La clé du local", "help": "", "example": "3 juin"}, {"what": "La caisse"}],
}
FORM = {"title": "Signé", "blanks": [{"name": "Date", "lines": 2, "example": "12 mai"}]}
TIMELINE = {
    "title": "L’assemblée",
    "event": "Le jour",
    "day": "2027-03-01",
    "stages": [{"days": 90, "what": "Déclarer."}, {"days": -60, "what": "Lire les statuts.", "who": "secrétariat"}],
}


def table(rows: list[list[str]] = ROWS, columns: list[dict[str, str]] = COLUMNS, **fields: Any) -> dict[str, Any]:
    """Return the value of a table that keeps a balance, some of its fields changed."""
    cells = {"columns": columns, "rows": [{"values": row} for row in rows], "caption": ""}
    whole = {"title": "La caisse", "table": cells, "formulas": BALANCE, "opens": True, "totals": True, "lines": []}
    return {**whole, "kept": [], "spare": 3, "aloud": "", **fields}


def block(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return a part as the database keeps it."""
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def every_part() -> list[dict[str, Any]]:
    """Return one part of each kind."""
    return [
        block("letter", LETTER),
        block("table", table()),
        block("checklist", CHECKLIST),
        block("form", FORM),
        block("timeline", TIMELINE),
    ]


class ToolPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ToolPage

    title = factory.Sequence(lambda n: f"Outil {n}")
    slug = factory.Sequence(lambda n: f"outil-{n}")
    intro = "Une feuille à remplir."
    parts = factory.LazyFunction(every_part)


def build_tools() -> ToolIndexPage:
    """Make « Outils », empty, in a site made when there is none; return the list."""
    if not HomePage.objects.exists():
        build_site()
    return HomePage.objects.get().add_child(instance=ToolIndexPage(title="Outils", slug="outils"))


def make_tool(index: ToolIndexPage | None = None, **fields: Any) -> ToolPage:
    """Make a published tool."""
    return ToolPageFactory(parent=index or ToolIndexPage.objects.get(), **fields)
