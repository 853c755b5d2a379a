"""The ways through a scenario: what is wrong with them, and how many words one reads; needs no database.

>>> circle = Step("2", (Choice("2"), Choice("2")))
>>> steps = [Step("1", (Choice("fin"), Choice("2"))), circle, Step("fin", is_ending=True)]
>>> [(fault.step, fault.field) for fault in faults_in(steps)]
[(1, 'choices')]
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

FEWEST_CHOICES = 2


@dataclasses.dataclass(frozen=True)
class Choice:
    """A choice: the name of the step it leads to, the words of what one then sees or hears."""

    leads_to: str
    words: int = 0


@dataclasses.dataclass(frozen=True)
class Step:
    """A step: its name, its choices, whether the scenario ends there, the words read before one chooses."""

    name: str
    choices: tuple[Choice, ...] = ()
    is_ending: bool = False
    words: int = 0


@dataclasses.dataclass(frozen=True)
class Fault:
    """What an editor has to mend: the place of the step, its field, of which of its choices (None: the step's own)."""

    step: int
    field: str
    message: str
    choice: int | None = None


def folded(name: str) -> str:
    """Return the name that two steps may not share, and that a choice says: « Fin1 » is « fin1 »."""
    return name.strip().casefold()


def faults_in(steps: Sequence[Step]) -> list[Fault]:
    """Return what keeps a reader from going from the first step to an ending, in the order of the steps.

    Steps that nobody reaches or leaves are looked for once names and choices hold: before, they say nothing more.
    """
    return list(_faults_of_steps(steps)) or list(_faults_of_ways(steps))


def _faults_of_steps(steps: Sequence[Step]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for place, step in enumerate(steps):
        first.setdefault(folded(step.name), place)
    for place, step in enumerate(steps):
        if first[folded(step.name)] != place:
            yield Fault(place, "name", "Une autre étape a déjà ce nom.")
        yield from _faults_of_choices(place, step, set(first))


def _faults_of_choices(place: int, step: Step, known: set[str]) -> Iterator[Fault]:
    if step.is_ending:
        if step.choices:
            yield Fault(place, "choices", "Une fin n’a pas de choix. Retirez-les, ou décochez « C’est une fin ».")
    elif not step.choices:
        yield Fault(place, "choices", "On ne sort pas de cette étape. Ajoutez des choix, ou cochez « C’est une fin ».")
    elif len(step.choices) < FEWEST_CHOICES:
        yield Fault(place, "choices", "Il faut au moins deux choix.")
    for number, choice in enumerate(step.choices):
        if folded(choice.leads_to) not in known:
            yield Fault(place, "leads_to", f"Aucune étape n’a le nom « {choice.leads_to} ».", number)


def _faults_of_ways(steps: Sequence[Step]) -> Iterator[Fault]:
    following = {folded(step.name): {folded(choice.leads_to) for choice in step.choices} for step in steps}
    leading: dict[str, set[str]] = {name: set() for name in following}
    for name, others in following.items():
        for other in others:
            leading[other].add(name)
    reached = _closure([folded(step.name) for step in steps[:1]], following)
    ended = _closure([folded(step.name) for step in steps if step.is_ending], leading)
    for place, step in enumerate(steps):
        if folded(step.name) not in reached:
            yield Fault(place, "name", "Aucun choix ne mène à cette étape.")
        elif folded(step.name) not in ended:
            yield Fault(place, "choices", "D’ici, aucun choix ne mène à une fin : on tourne en rond.")


def _closure(begun: Iterable[str], links: dict[str, set[str]]) -> set[str]:
    """Return the names that links lead to from those given, themselves among them."""
    met, waiting = set(), list(begun)
    while waiting:
        name = waiting.pop()
        if name not in met:
            met.add(name)
            waiting += links[name]
    return met


def mean_words(steps: Sequence[Step]) -> int:
    """Return the words met from the first step to an ending, each choice as likely as another.

    Whoever goes round in circles is followed for as many steps as the scenario has. A choice that leads nowhere yet
    ends the way.

    >>> mean_words([Step("1", (Choice("2", 10), Choice("3", 30)), words=50), Step("2", words=5), Step("3", words=15)])
    80
    """
    by_name: dict[str, Step] = {}
    for step in steps:
        by_name.setdefault(folded(step.name), step)
    left = dict.fromkeys(by_name, 0.0)
    for _ in steps:
        left = {name: _words_from(step, left) for name, step in by_name.items()}
    return round(left[folded(steps[0].name)]) if steps else 0


def _words_from(step: Step, left: dict[str, float]) -> float:
    after = [choice.words + left.get(folded(choice.leads_to), 0) for choice in step.choices]
    return step.words + (sum(after) / len(after) if after else 0)
