"""What stands near a page: the pages that stand on the same facts, or that touch the same skills.

A fact that few pages cite says more than one that all cite, as an emergency number: in common, it is worth one over
the number of pages that cite it. Each app registers its pages, read in one query until something is published.

>>> page = Neighbour(Kind.LESSON, 1, "La caisse", "/1/", "", frozenset({7, 8}))
>>> around = Neighbourhood([page, Neighbour(Kind.SHEET, 2, "Il manque un euro", "/2/", "", frozenset({8, 9}))])
>>> [each.title for each in around.by_facts(2, Kind.LESSON, most=3)]
['La caisse']
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from content.around.rows import Kind, Row, rows_of
from content.remembered import while_unchanged

LEAST = 0.15  # of what is in common: a fact that six pages cite, or several that more do
OF_THE_NEAREST = 1 / 3  # what is worth less than this part of the nearest page is not near
Page = TypeVar("Page")


@dataclass(frozen=True, eq=False)
class Neighbour:
    """A page that anybody may read: `note` stands under its title. A tool touches no skill."""

    kind: Kind
    pk: int
    title: str
    url: str
    note: str
    facts: frozenset[int] = frozenset()
    skills: frozenset[int] = frozenset()


class Neighbourhood:
    """All these pages, in the order of the tree. Shared by requests: nobody changes it."""

    def __init__(self, pages: Iterable[Neighbour]) -> None:
        self.pages = {page.pk: page for page in pages}
        self.citations = Counter(fact for page in self.pages.values() for fact in page.facts)

    def by_facts(self, pk: int, kind: Kind, most: int) -> list[Neighbour]:
        """Return the pages of a kind nearest to that one by their facts; a lesson and a sheet share a skill too."""
        page = self.pages.get(pk)
        if page is None:
            return []
        others = (each for each in self._others(page, kind) if _may_meet(page, each))
        return nearest({each: self._worth(page, each) for each in others}, most)

    def by_skills(self, pk: int, kind: Kind, most: int) -> list[Neighbour]:
        """Return the pages of a kind that share the most skills with that one."""
        page = self.pages.get(pk)
        if page is None:
            return []
        shared = {each: len(page.skills & each.skills) for each in self._others(page, kind)}
        return sorted((each for each in shared if shared[each]), key=lambda each: -shared[each])[:most]

    def _others(self, page: Neighbour, kind: Kind) -> Iterable[Neighbour]:
        return (each for each in self.pages.values() if each.kind is kind and each is not page)

    def _worth(self, one: Neighbour, other: Neighbour) -> float:
        return sum(1 / self.citations[fact] for fact in one.facts & other.facts)


def _may_meet(one: Neighbour, other: Neighbour) -> bool:
    return Kind.TOOL in {one.kind, other.kind} or bool(one.skills & other.skills)


def nearest(worth: Mapping[Page, float], most: int) -> list[Page]:
    """Return the pages nearest to another, given what they have in common is worth; as they are given when equal."""
    least = max(LEAST, OF_THE_NEAREST * max(worth.values(), default=0))
    near = [page for page in worth if worth[page] >= least]
    return sorted(near, key=lambda page: -round(worth[page], 6))[:most]


@dataclass(frozen=True)
class Source:
    """How an app reads its pages: their queries (`rows.queries_of`), then what the rows of all the apps become."""

    queries: Callable[[], list[QuerySet]]
    pages: Callable[[dict[str, Row]], Iterable[Neighbour]]


_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Name pages that may stand near others."""
    _sources[name] = source


@while_unchanged(1)
def neighbourhood() -> Neighbourhood:
    """Return all the pages that may stand near another: one query."""
    rows = rows_of(query for source in _sources.values() for query in source.queries())
    return Neighbourhood(page for source in _sources.values() for page in source.pages(rows))
