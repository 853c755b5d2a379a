"""Which group a name and a town mean: « GEM St-Éloi », « Ste Foy » is « Saint Éloi », « Sainte-Foy »."""

from collections import defaultdict
from collections.abc import Iterable

from directory.models import PeerGroup
from directory.spelling import spelled
from lib import typed

_BEFORE = (["gem"], ["groupe", "d", "entraide", "mutuelle"], ["groupe", "entraide", "mutuelle"])
_ARTICLES = {"de", "du", "des", "d", "le", "la", "les", "l"}


def name_key(name: str) -> str:
    """Return the form in which two names of groups are compared.

    >>> name_key("GEM St-Éloi") == name_key("Saint Eloi (Groupe d’entraide mutuelle)")
    True
    """
    words = spelled(name).split()
    for said in _BEFORE:
        for start in range(len(words) - len(said) + 1):
            if words[start : start + len(said)] == said:
                words = words[:start] + words[start + len(said) :]
                break
    kept = [word for word in words if word not in _ARTICLES]
    return " ".join(kept or spelled(name).split()) or typed.identity(name)


def town_key(town: str) -> str:
    """Return the form in which two towns are compared."""
    return " ".join(sorted(word for word in spelled(town).split() if not word[0].isdigit()))


class KnownGroups:
    """The groups of the directory, found by identifier, or by name and town."""

    def __init__(self, groups: Iterable[PeerGroup]) -> None:
        self.by_slug: dict[str, PeerGroup] = {}
        self._by_name: dict[str, list[PeerGroup]] = defaultdict(list)
        for group in groups:
            self.by_slug[group.slug] = group
            self._by_name[name_key(group.name)].append(group)

    def named(self, name: str, town: str, department_code: str = "") -> list[PeerGroup]:
        """Return the groups of this name in this town, or whose town is not known, in no other département."""
        key = town_key(town)
        alike = [group for group in self._by_name[name_key(name)] if _may_be(group, department_code)]
        here = [group for group in alike if town_key(group.town) == key]
        return here or [group for group in alike if not (key and group.town)]


def _may_be(group: PeerGroup, department_code: str) -> bool:
    return not (department_code and group.department_code) or group.department_code == department_code
