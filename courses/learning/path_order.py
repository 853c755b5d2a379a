"""The order of a path: the one its editor wrote, or first what the office of the reader asks for."""

import dataclasses
from collections.abc import Collection

from django.http import HttpRequest

from accounts.models import Mandate
from content.serving import open_to_all, reachable
from courses.models import ModulePage, OfficeModule, OfficeTraining, PathPage

Office = Mandate.BoardOffice
OFFICE = "fonction"  # in the address of a path
EVERYBODY = "toutes"
# The office as an address says it, and as a reader chooses it.
CHOICES: dict[str, tuple[Office | None, str]] = {
    "presidence": (Office.CHAIR, "Présidence"),
    "tresorerie": (Office.TREASURER, "Trésorerie"),
    "secretariat": (Office.SECRETARY, "Secrétariat"),
    "conseil": (Office.BOARD_MEMBER, "Conseil d’administration"),
    EVERYBODY: (None, "Sans fonction"),
}


@dataclasses.dataclass(frozen=True)
class OfficeChoice:
    """An office that a path can be read for: its name in the address, its label, whether it is the one chosen."""

    key: str
    label: str
    is_chosen: bool


def modules_of(path: PathPage) -> list[ModulePage]:
    """Return the modules of a path that everybody may read, as its editor ordered them."""
    modules = open_to_all(reachable(ModulePage.objects))
    return list(modules.filter(in_paths__path=path).order_by("in_paths__sort_order"))


def chosen_modules(path: PathPage) -> list[ModulePage]:
    """Return the modules just chosen for a path in a preview, in order, of those readers may reach."""
    chosen = [link.module_id for link in path.modules.all()]
    known = reachable(ModulePage.objects).in_bulk(chosen)
    return [known[pk] for pk in chosen if pk in known]


def trainings_of(path: PathPage) -> dict[Office, OfficeTraining]:
    """Return the offices that this path trains for, each with its training; a path of no office asks nothing."""
    return {Office(training.office): training for training in OfficeTraining.objects.filter(path=path)}


def chosen_office(request: HttpRequest, known: Collection[Office]) -> Office | None:
    """Return the office that the address says, else the one the member holds; None for all, or an unknown word."""
    asked = request.GET.get(OFFICE)
    if asked is not None:
        office = CHOICES.get(asked, (None, ""))[0]
        return office if office in known else None
    if not (known and request.user.is_authenticated):
        return None
    held = Mandate.objects.current().filter(membership__user=request.user, office__in=known)
    latest = held.order_by("-starts_on", "-pk").values_list("office", flat=True).first()
    return Office(latest) if latest else None


def choices(known: Collection[Office], chosen: Office | None) -> list[OfficeChoice]:
    """Return what the path asks: the offices it knows, then none of them."""
    return [
        OfficeChoice(key, label, office == chosen)
        for key, (office, label) in CHOICES.items()
        if office is None or office in known
    ]


def first_for(training: OfficeTraining | None, modules: list[ModulePage]) -> list[ModulePage]:
    """Return those of the modules that the training of an office asks for first, in its order; none without it."""
    if training is None:
        return []
    following = OfficeModule.objects.filter(training=training).values_list("module", flat=True)
    known = {module.pk: module for module in modules}
    return [known[pk] for pk in dict.fromkeys([training.module_id, *following]) if pk in known]


def in_order(first: list[ModulePage], modules: list[ModulePage]) -> list[ModulePage]:
    """Return all the modules, those to read first before the others."""
    return [*first, *(module for module in modules if module not in first)]


@dataclasses.dataclass(frozen=True)
class WayBack:
    """The path that a module just finished belongs to, and what comes next in it; None once all is finished."""

    path: PathPage
    following: ModulePage | None


def way_back(request: HttpRequest, module: ModulePage, begun: dict[int, bool]) -> WayBack | None:
    """Return the path to take after a module: that of the office held, else the one most advanced; None without one.

    `begun`: the modules the reader began, by primary key, and whether each is finished.
    """
    paths = reachable(PathPage.objects).public().filter(modules__module=module).order_by("path")
    found = [_way_back(request, path, begun) for path in paths]
    if not found:
        return None
    return max(found, key=lambda each: each[:2])[2]


def _way_back(request: HttpRequest, path: PathPage, begun: dict[int, bool]) -> tuple[bool, int, WayBack]:
    """Return whether the reader holds an office of this path, how many of its modules are finished, and the way."""
    modules, trainings = modules_of(path), trainings_of(path)
    office = chosen_office(request, trainings)
    training = trainings[office] if office else None
    ordered = in_order(first_for(training, modules), modules)
    following = next((module for module in ordered if not begun.get(module.pk)), None)
    finished = sum(bool(begun.get(module.pk)) for module in modules)
    return training is not None, finished, WayBack(path, following)
