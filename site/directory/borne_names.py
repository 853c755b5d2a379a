"""Which names another place of the directory bears, or bore: nobody takes one of them and speaks under it.

Two « Espoir » of two towns are two places. So the coordination is refused a name for a place of the same town alone; a
place that its own people rename is refused it anywhere, for nobody else has looked at it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import F

from directory.former_names import FormerName
from directory.models import Collective, Organisation, PeerGroup, Place
from directory.tables.same_group import name_key, town_key

TAKEN = (
    "Un autre lieu porte ce nom, ou l’a porté. Choisissez-en un autre. "
    "Si c’est bien votre nom, la coordination peut l’écrire."
)
TAKEN_HERE = "Un autre lieu de cette ville porte ce nom, ou l’a porté."


class Borne(NamedTuple):
    """A name, where it is borne, and the key of the group that bears it or bore it; None for another place."""

    name: str
    town: str
    department_code: str = ""
    group: int | None = None

    def is_of(self, name: str, town: str, department_code: str) -> bool:
        """Return whether this is the name of the same place: same name, same town, not two départements."""
        is_near = not (department_code and self.department_code) or department_code == self.department_code
        return is_near and town_key(self.town) == town_key(town) and name_key(self.name) == name_key(name)


def is_same(name: str, other: str) -> bool:
    """Return whether two names are one: « GEM St-Éloi » is « Saint Éloi »."""
    return name_key(name) == name_key(other)


def is_taken(name: str, place: Place) -> bool:
    """Return whether another place, wherever it is, bears this name or bore it."""
    key = name_key(name)
    return any(name_key(each) == key for each in _names_of_others(place))


def is_taken_here(place: Place) -> bool:
    """Return whether another place of its town bears the name of this one, as it is about to be written, or bore it."""
    own = place.pk if isinstance(place, PeerGroup) else None
    groups = PeerGroup.objects.values_list("name", "town", "department_code", "pk")
    said = (place.name, place.town, place.department_code)
    borne = (*map(Borne._make, groups), *beside_groups(place))
    return any(each.is_of(*said) for each in borne if each.group is None or each.group != own)


def beside_groups(place: Place | None = None) -> Iterator[Borne]:
    """Return the names of the collectives, but of this one, and those that groups and other collectives bore.

    A place that is gone may be written again: its names are nobody's.
    """
    own = place.pk if isinstance(place, Collective) else None
    for key, name, town, code in Collective.objects.values_list("pk", "name", "town", "department_code"):
        if key != own:
            yield Borne(name, town, code)
    former = FormerName.objects.exclude(peer_group=None, collective=None).values_list(
        "name", "town", "peer_group__department_code", "collective__department_code", "peer_group", "collective"
    )
    for name, town, of_group, of_collective, group, collective in former:
        if collective is None or collective != own:
            yield Borne(name, town, of_group or of_collective or "", group)


def groups_that_bore(name: str, town: str, department_code: str) -> list[PeerGroup]:
    """Return the groups of this town that had this name before."""
    bore = {each.group for each in beside_groups() if each.group and each.is_of(name, town, department_code)}
    return list(PeerGroup.objects.filter(pk__in=bore))


def _names_of_others(place: Place) -> Iterator[str]:
    for model in (PeerGroup, Collective, Organisation):
        others = model._default_manager.exclude(pk=place.pk) if isinstance(place, model) else model._default_manager
        yield from others.values_list("name", flat=True)
    former = FormerName.objects.annotate(own=F("peer_group" if isinstance(place, PeerGroup) else "collective"))
    yield from (name for name, own in former.values_list("name", "own") if own != place.pk)
