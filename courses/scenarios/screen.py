"""A scenario as readers see it: parts with anchors, linked to each other; an unfinished one too."""

import dataclasses
from typing import Any

from courses.scenarios.paths import folded
from courses.scenarios.written import Raw, items


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a link leads: the id of a part, and « étape 2 » or « fin 1 »."""

    id: str
    label: str
    is_ending: bool

    @property
    def to(self) -> str:
        """Return the words of a link: « à l’étape 2 », « à la fin 1 »."""
        return f"à la {self.label}" if self.is_ending else f"à l’{self.label}"


@dataclasses.dataclass(frozen=True)
class Outcome:
    """A choice and what one then sees or hears; `following` is None as long as it leads nowhere."""

    id: str
    text: str
    consequence: str
    following: Place | None


@dataclasses.dataclass(frozen=True)
class Part:
    """A step or an ending; `before` are the steps that lead to it, but the first."""

    place: Place
    title: str
    text: str
    outcomes: tuple[Outcome, ...]
    before: tuple[Place, ...]


def _places(scenario_id: str, steps: list[Raw]) -> list[Place]:
    counts = {True: 0, False: 0}
    places = []
    for number, step in enumerate(steps, start=1):
        is_ending = bool(step.get("is_ending"))
        counts[is_ending] += 1
        name = folded(step.get("name") or "") or f"sans-nom-{number}"
        label = f"{'fin' if is_ending else 'étape'} {counts[is_ending]}"
        places.append(Place(f"{scenario_id}-{name}", label, is_ending))
    return places


def parts_of(scenario_id: str, value: Raw) -> list[Part]:
    """Return the parts of the raw value of a scenario, in order; their ids begin with that of the scenario."""
    steps = list(items(value, "steps"))
    places = _places(scenario_id, steps)
    by_name = {folded(step.get("name") or ""): place for step, place in zip(steps, places, strict=True)}
    by_name.pop("", None)
    outcomes = [_outcomes(place, step, by_name) for step, place in zip(steps, places, strict=True)]
    leading = {place: [each.following for each in found] for place, found in zip(places[1:], outcomes[1:], strict=True)}
    return [
        Part(
            place=place,
            title=step.get("title") or "",
            text=step.get("text") or "",
            outcomes=found,
            before=tuple(other for other, following in leading.items() if place in following),
        )
        for step, place, found in zip(steps, places, outcomes, strict=True)
    ]


def _outcomes(place: Place, step: Raw, by_name: dict[str, Place]) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(
            id=f"{place.id}-{number}",
            text=choice.get("text") or "",
            consequence=choice.get("consequence") or "",
            following=by_name.get(folded(choice.get("leads_to") or "")),
        )
        for number, choice in enumerate(items(step, "choices"), start=1)
    )


def context_of(scenario_id: str, value: Raw) -> dict[str, Any]:
    """Return what the template draws."""
    parts = parts_of(scenario_id, value)
    return {"scenario_id": scenario_id, "parts": parts, "first": parts[0] if parts else None}
