"""The directory as one list: groups and collectives side by side, filtered by what is known of them.

A few hundred places fit in memory, and two kinds of rows make one list: they are read at once (two queries, whatever
their number), then sorted and filtered here, however people write a place (`directory.spelling`).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db import models
from django.urls import reverse

from directory import closings
from directory.departments import DEPARTMENTS
from directory.models import Collective, PeerGroup
from directory.spelling import AskedPlace, asked, spelled
from lib.near_words import NearWords
from lib.text import fold

# Names and towns hardly change, and a list of seven hundred places folds each of them again: half of its time.
_folded = lru_cache(maxsize=4096)(fold)
_spelled = lru_cache(maxsize=4096)(spelled)
NEAREST = 6  # places of the same département, or of the same region, offered when none is the one asked


class Sort(models.TextChoices):
    """The two kinds of places of the list, as the address bar names them."""

    GROUP = "groupe", "Groupes (GEM)"
    COLLECTIVE = "collectif", "Collectifs"


@dataclass  # not frozen: seven hundred are made at each reading, and freezing doubles what each costs
class ListedPlace:
    """A place as the list shows it. An unknown value is an empty text."""

    sort: Sort
    slug: str
    name: str
    town: str
    department_code: str
    department: str
    region: str
    kind: str = ""
    stage: str = ""
    closed: str = ""  # when it is closed now, or soon

    @cached_property
    def searched(self) -> str:
        """Return what the text filter reads, each word after a space: what it is called, and where it is."""
        sort = "gem groupe d entraide mutuelle" if self.is_group else "collectif d entraide et d insertion"
        return f" {_spelled(f'{self.name} {self.town}')} {_spelled(f'{self.department} {self.region}')} {sort}"

    @property
    def is_group(self) -> bool:
        """Return whether the place is a group, not a collective."""
        return self.sort == Sort.GROUP

    @property
    def is_in_creation(self) -> bool:
        """Return whether it is a group that has not opened its doors yet."""
        return self.stage == PeerGroup.Stage.CREATION

    @property
    def kind_label(self) -> str:
        """Return the public in words."""
        return PeerGroup.Kind(self.kind).label if self.kind else ""

    @property
    def url(self) -> str:
        """Return the address of the page of the place."""
        return reverse("directory:peer_group" if self.is_group else "directory:collective", args=[self.slug])

    @property
    def order(self) -> tuple[bool, str, str]:
        """Return the sort key: town, then name; places whose town is unknown come last."""
        return (not self.town, _folded(self.town), _folded(self.name))


COLUMNS = ("slug", "name", "town", "department_code", "department", "region")


def listed_places() -> list[ListedPlace]:
    """Return every place of the public directory, by town (3 queries)."""
    closed = closings.shown_soon()
    groups = PeerGroup.objects.listed().order_by().values_list("pk", *COLUMNS, "kind", "stage")
    collectives = Collective.objects.order_by().values_list("pk", *COLUMNS)
    places = [
        *(_listed(Sort.GROUP, row, closed.get(("peergroup", row[0]), "")) for row in groups.iterator()),
        *(_listed(Sort.COLLECTIVE, row, closed.get(("collective", row[0]), "")) for row in collectives.iterator()),
    ]
    return sorted(places, key=lambda place: place.order)


def _listed(sort: Sort, row: tuple[Any, ...], closed: str) -> ListedPlace:
    place = ListedPlace(sort, *row[1:])
    place.closed = closed
    return place


def matching(places: list[ListedPlace], wanted: dict[str, str]) -> list[ListedPlace]:
    """Return the places with every value wanted (`region`, `department_code`, `kind`, `sort`) and all words of `q`."""
    exact = {name: value for name, value in wanted.items() if name != "q" and value}
    chosen = [place for place in places if all(getattr(place, name) == value for name, value in exact.items())]
    return (
        [place for place in chosen if _is_asked(place, asked(wanted["q"]))] if wanted.get("q", "").strip() else chosen
    )


def _is_asked(place: ListedPlace, of: AskedPlace) -> bool:
    """Whether a place holds the beginning of every word, and the number: of its département, or in its name."""
    is_there = place.department_code == of.department_code or f" {of.number} " in place.searched
    return (is_there or not of.department_code) and all(f" {word}" in place.searched for word in of.words)


def nearest(places: list[ListedPlace], text: str) -> list[ListedPlace]:
    """Return places of the département whose number stands beside a town that no place has, else of its region."""
    code = asked(text).department_code
    known = DEPARTMENTS.get(code)
    around = [place for place in places if known and place.department_code == code]
    around = around or [place for place in places if known and place.region == known.region]
    return around[:NEAREST]


def meant(places: list[ListedPlace], text: str) -> str:
    """Return the text with each word that no place has read as the nearest one; "" when nothing changes."""
    known = {word: word for place in places for word in place.searched.split()}
    near, words = NearWords(known), asked(text).words
    read = [word if any(each.startswith(word) for each in known) else near.nearest(word) or word for word in words]
    return " ".join(read) if read != words else ""
