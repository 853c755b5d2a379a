"""The places counted by département: the list, and where each département stands on the map.

The map is `static/maps/departements.svg`, one drawing a département, named by its code. What is overseas has no drawing
there: a square with its number, in the corner of the map.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from directory.departments import DEPARTMENTS
from directory.listing import ListedPlace
from lib.text import fold

ACROSS, WIDE, HIGH, LEFT, TOP = 3, 48, 32, 4, 456  # the squares of overseas, in units of the map (613 × 585)
AROUND_PARIS = ("75", "92", "93", "94")  # drawn once more, larger: a finger would not find them


@dataclass(frozen=True)
class CountedDepartment:
    """A département, how many places it has, and where a press leads; `x` and `y` of its square, overseas."""

    code: str
    name: str
    region: str
    total: int
    url: str
    x: int = 0
    y: int = 0

    @property
    def is_overseas(self) -> bool:
        """Return whether it stands in a square beside the map."""
        return len(self.code) > 2

    @property
    def said(self) -> str:
        """Return « Eure (27) : 3 lieux »."""
        places = f"{self.total} lieu{'x' if self.total > 1 else ''}" if self.total else "aucun lieu connu"
        return f"{self.name} ({self.code})\N{NO-BREAK SPACE}: {places}"


def counted(places: Iterable[ListedPlace]) -> list[CountedDepartment]:
    """Return every département in the order of its number, with how many of these places it has."""
    totals = Counter(place.department_code for place in places)
    overseas = [code for code in DEPARTMENTS if len(code) > 2]
    found = []
    for code, known in DEPARTMENTS.items():
        total, row, column = totals[code], *divmod(overseas.index(code) if code in overseas else 0, ACROSS)
        # Where nothing is known the search of its number says so, and what is around.
        asked = {"departement": code} if total else {"q": code}
        url = f"{reverse('directory:index')}?{urlencode(asked)}"
        square = (LEFT + column * WIDE, TOP + row * HIGH) if code in overseas else (0, 0)
        found.append(CountedDepartment(code, known.name, known.region, total, url, *square))
    return found


def by_region(departments: Iterable[CountedDepartment]) -> list[tuple[str, list[CountedDepartment]]]:
    """Return the départements of each region, regions and départements by name."""
    regions: dict[str, list[CountedDepartment]] = {}
    for each in sorted(departments, key=lambda each: (fold(each.region), fold(each.name))):
        regions.setdefault(each.region, []).append(each)
    return list(regions.items())
