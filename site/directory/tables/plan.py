"""What a file would do to the directory, line by line: add, change, leave as it is and why, or refuse."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from django.db import models

from directory.borne_names import Borne
from directory.models import PeerGroup
from directory.tables.columns import HEADINGS
from directory.tables.personal import looks_personal
from directory.tables.reading import Cell, Fault, Line, fault, same
from directory.tables.same_group import KnownGroups, name_key, town_key
from lib import typed
from lib.form_fields import MIXED
from lib.text import NBSP

NO_SLUG = "Aucun groupe n’a cet identifiant. Videz la case pour ajouter un groupe."
SEVERAL = f"Plusieurs groupes portent ce nom. Prenez la colonne «{NBSP}Identifiant{NBSP}» d’un fichier exporté."
AGAIN = "C’est le même groupe qu’à la ligne {line}. Gardez une seule des deux lignes."
TAKEN = (
    f"Un autre lieu de cette ville porte ce nom, ou l’a porté. Si c’est le même, prenez la colonne "
    f"«{NBSP}Identifiant{NBSP}» d’un fichier exporté."
)
TOO_LONG = f"C’est trop long{NBSP}: {{most}} signes au plus."
_NAMED = ("name", "town", "department_code")  # by these the group was found: without its identifier they stay


class Outcome(models.TextChoices):
    """What a line does."""

    ADDED = "added", "À ajouter"
    CHANGED = "changed", "À changer"
    SAME = "same", "Déjà comme cela"
    KEPT = "kept", "Tenu par le groupe lui-même"


class Change(NamedTuple):
    """A field that changes, as the preview says it."""

    heading: str
    before: str
    after: str


@dataclass
class Step:
    """What one line does: `group` is the one it meets, or the new one, `values` the fields to write."""

    line: int
    outcome: Outcome
    group: PeerGroup
    values: dict[str, str]

    @property
    def changes(self) -> list[Change]:
        """Return what the line changes, in words."""
        return [
            Change(HEADINGS[name], in_words(self.group, name), _said(name, said)) for name, said in self.values.items()
        ]

    @property
    def says(self) -> list[Change]:
        """Return what a new group is given beside its name, in words."""
        return [Change(HEADINGS[name], "", _said(name, said)) for name, said in self.values.items() if name != "name"]


@dataclass
class Plan:
    """What a whole file does, and what is wrong in it."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[Step]:
        """Return the steps of one kind."""
        return [step for step in self.steps if step.outcome == outcome]

    @property
    def to_write(self) -> list[Step]:
        """Return the steps that write something."""
        return [*self.of(Outcome.ADDED), *self.of(Outcome.CHANGED)]

    @property
    def told(self) -> str:
        """Return all that it would write and what stands there, as one text: two equal texts do the same."""
        written = [(step.outcome, step.group.pk, step.values, step.changes) for step in self.to_write]
        return json.dumps(written, sort_keys=True)


def in_words(group: PeerGroup, name: str) -> str:
    """Return what a group says in a column, as files and previews write it."""
    return _said(name, getattr(group, name))


def _said(name: str, value: Any) -> str:
    if name == "kind":
        return str(PeerGroup.Kind(value).label) if value else ""
    if name == "stage":
        return str(PeerGroup.Stage(value).label)
    return str(value or "")


def plan(lines: Iterable[Line], groups: Iterable[PeerGroup], borne: Iterable[Borne] = ()) -> Plan:
    """Return what the lines of a file do to these groups, who are all those of the directory. Nothing is written.

    `borne`: the other names that no line may give a group of the same town.
    """
    return _Planner(groups, borne).plan(lines)


class _Planner:
    def __init__(self, groups: Iterable[PeerGroup], borne: Iterable[Borne]) -> None:
        self.known = KnownGroups(groups)
        present = [Borne(each.name, each.town, each.department_code, each.pk) for each in self.known.by_slug.values()]
        self.borne: dict[str, list[Borne]] = defaultdict(list)
        for each in (*present, *borne):
            self.borne[name_key(each.name)].append(each)
        self.met: dict[object, int] = {}

    def plan(self, lines: Iterable[Line]) -> Plan:
        made = Plan()
        for line in lines:
            step = self._step(line)
            if isinstance(step, Fault):
                made.faults.append(step)
                continue
            made.faults += _faults_of(line, step)
            made.steps.append(step)
        return made

    def _step(self, line: Line) -> Step | Fault:
        said = dict(line.values)
        slug = said.pop("slug", "")
        found = self._found(line, slug)
        if isinstance(found, Fault):
            return found
        key = found.pk if found else (name_key(said["name"]), town_key(said.get("town", "")))
        if key in self.met:
            return fault(line, "name", AGAIN.format(line=self.met[key]))
        self.met[key] = line.number
        if found is None:
            return self._unless_taken(line, Step(line.number, Outcome.ADDED, _new(said), said))
        if found.kept_on:
            return Step(line.number, Outcome.KEPT, found, {})
        changed = {name: value for name, value in said.items() if _changes(found, name, value, by_slug=bool(slug))}
        step = Step(line.number, Outcome.CHANGED if changed else Outcome.SAME, found, changed)
        return step if set(_NAMED).isdisjoint(changed) else self._unless_taken(line, step)

    def _unless_taken(self, line: Line, step: Step) -> Step | Fault:
        """Return the step, and keep the name it gives; a fault when another place of this town has it, or had it."""
        name, town, code = (step.values.get(field, getattr(step.group, field)) for field in _NAMED)
        alike = self.borne[name_key(name)]
        if any(each.is_of(name, town, code) for each in alike if each.group is None or each.group != step.group.pk):
            return fault(line, "name", TAKEN)
        alike.append(Borne(name, town, code, step.group.pk))
        return step

    def _found(self, line: Line, slug: str) -> PeerGroup | Fault | None:
        if slug:
            return self.known.by_slug.get(slug) or fault(line, "slug", NO_SLUG)
        said = line.values
        found = self.known.named(said["name"], said.get("town", ""), said.get("department_code", ""))
        return fault(line, "name", SEVERAL) if len(found) > 1 else next(iter(found), None)


def _new(said: dict[str, str]) -> PeerGroup:
    """Return a group as the file first says it; the column of the name asks for the one that the group gave itself."""
    return PeerGroup(is_listed=_is_open(said), name_is_official=True)


def _is_open(said: dict[str, str]) -> bool:
    return said.get("stage") != PeerGroup.Stage.CREATION


def _changes(group: PeerGroup, name: str, value: str, *, by_slug: bool) -> bool:
    """Return whether a cell changes a group; of what found it, only what the group does not say yet."""
    present = getattr(group, name)
    return not same(present, value) and (by_slug or name not in _NAMED or not present)


def _faults_of(line: Line, step: Step) -> list[Fault]:
    """Return what may not be written; what stands in the directory already is not judged."""
    place = f"{line.values.get('name', '')} {step.group.name} {line.values.get('town', '')} {step.group.town}"
    said = ((name, _refusal(name, value, place)) for name, value in step.values.items())
    return [fault(line, name, sentence, _wrong(line, name, place)) for name, sentence in said if sentence]


def _wrong(line: Line, name: str, place: str) -> list[Cell]:
    """Return the cells of a field that may not be written, of several columns put together; none when all may."""
    return [cell for cell in line.cells.get(name, []) if _refusal(name, cell.text, place)]


def _refusal(name: str, value: str, place: str) -> str:
    most = cast("models.Field", PeerGroup._meta.get_field(name)).max_length
    if most and len(value) > most:
        return TOO_LONG.format(most=most)
    refusal = _REFUSALS.get(name)
    return refusal(value, place) if refusal else ""


_REFUSALS: dict[str, Callable[[str, str], str]] = {
    "name": lambda value, place: MIXED if typed.mixes_alphabets(value) else "",
    "public_contact": looks_personal,
}
