"""What can be found: things of several kinds, given by the apps that know them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """A kind of thing, as the page of the search names it; in the order of the page."""

    MODULE = "Formations"
    LESSON = "Leçons"
    TERM = "Mots expliqués"
    TOOL = "Outils"
    HELP = "Aide"
    SKILL = "Compétences"
    PATH = "Parcours"
    SHEET = "Fiches de pratique"
    TEXT = "Pages"
    GROUP = "Groupes d’entraide mutuelle"
    COLLECTIVE = "Collectifs d’entraide et d’insertion"
    AREA = "L’annuaire, par endroit"

    @property
    def one(self) -> str:
        """Return the name of one thing of the kind."""
        return _ONE[self]


_ONE = {
    Kind.MODULE: "Formation",
    Kind.LESSON: "Leçon",
    Kind.TERM: "Mot expliqué",
    Kind.TOOL: "Outil",
    Kind.HELP: "Aide",
    Kind.SKILL: "Compétence",
    Kind.PATH: "Parcours",
    Kind.SHEET: "Fiche de pratique",
    Kind.TEXT: "Page",
    Kind.GROUP: "Groupe",
    Kind.COLLECTIVE: "Collectif",
    Kind.AREA: "Annuaire",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to find. `also` is looked for beside the title, like it; `text` below both; neither is shown.

    `page` is the primary key of a page, whose own text is found too.
    """

    kind: Kind
    title: str
    url: str
    note: str = ""
    also: str = ""
    text: str = ""
    page: int = 0


@dataclass(frozen=True)
class PageKind:
    """How the pages of a model are found: `note` is the path, from a page, of the field that says them; or ABOVE.

    `also` are words that people look for all of them by.
    """

    kind: Kind
    note: str = ""
    also: str = ""


ABOVE = "above"  # a page said by the title of the one it stands under


Source = Callable[[], Iterable[Thing]]
sources: dict[str, Source] = {}
page_kinds: dict[str, PageKind] = {}


def register(name: str, source: Source) -> None:
    """Have the search find what `source` gives; it is asked once a generation."""
    sources[name] = source


def register_pages(model: str, kind: Kind, note: str = "", also: str = "") -> None:
    """Have the search find the pages of a model ("app.Model"); `note` and `also` as PageKind says."""
    page_kinds[model.lower()] = PageKind(kind, note, also)
