"""The filters of the list of modules."""

import dataclasses
from typing import Any, cast

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from content.finding.lists import pages_found
from content.finding.things import Kind
from content.serving import open_to_all, reachable
from courses.models import Audience, LessonPage, ModulePage
from passport.models import Skill

UNKNOWN = {"invalid_choice": "Ce choix n’est pas dans la liste. Choisissez-en un autre."}
TOO_LONG = {"max_length": "Cherchez avec moins de mots : cent caractères au plus."}
DURATIONS = {
    "moins-de-15": ("Moins de 15 minutes", Q(minutes__lt=15)),
    "15-a-30": ("De 15 à 30 minutes", Q(minutes__gte=15, minutes__lte=30)),
    "plus-de-30": ("Plus de 30 minutes", Q(minutes__gt=30)),
}


def searched(modules: QuerySet, query: str) -> QuerySet:
    """Return the modules that answer `query`, or one of whose lessons does; when none has every word, the nearest."""
    hits, _ = pages_found(query, Kind.MODULE, Kind.LESSON)
    own = [hit.thing.page for hit in hits if hit.thing.kind is Kind.MODULE]
    lessons = [hit.thing.page for hit in hits if hit.thing.kind is Kind.LESSON]
    paths = LessonPage.objects.filter(pk__in=lessons).values_list("path", flat=True)
    return modules.filter(Q(pk__in=own) | Q(path__in={path[: -LessonPage.steplen] for path in paths}))


class ModuleFilter(django_filters.FilterSet):
    """The form above the list of modules; `audiences` are the rows of `audience_rows`."""

    q = django_filters.CharFilter(label="Chercher un mot", max_length=100, method="filter_q", error_messages=TOO_LONG)
    public = django_filters.ChoiceFilter(
        label="Pour qui", field_name="audiences__slug", empty_label="Tous les publics", error_messages=UNKNOWN
    )
    duree = django_filters.ChoiceFilter(
        label="Durée",
        choices=[(key, label) for key, (label, _) in DURATIONS.items()],
        method="filter_duree",
        empty_label="Toutes les durées",
        error_messages=UNKNOWN,
    )
    competence = django_filters.ChoiceFilter(
        label="Compétence", field_name="skills__slug", empty_label="Toutes les compétences", error_messages=UNKNOWN
    )

    class Meta:
        model = ModulePage
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet, audiences: list["AudienceRow"]) -> None:
        clean = {name: value.replace("\0", "") for name, value in data.items()}
        super().__init__(clean, queryset=queryset)
        self.filters["public"].extra["choices"] = [(row.slug, row.label) for row in audiences]
        offered = Skill.objects.offered().filter(modules__in=open_to_all(reachable(ModulePage.objects)))
        self.filters["competence"].extra["choices"] = offered.by_family()

    def filter_q(self, modules: QuerySet, name: str, value: str) -> QuerySet:
        return searched(modules, value)

    def filter_duree(self, modules: QuerySet, name: str, value: str) -> QuerySet:
        return modules.filter(DURATIONS[value][1])

    @cached_property
    def is_asked(self) -> bool:
        """Return whether the reader chose or typed something."""
        return any(cast("dict[str, str]", self.data).get(name) for name in self.filters)


@dataclasses.dataclass
class AudienceRow:
    """A public, and the primary keys of the modules that speak to it."""

    slug: str
    label: str
    tone: str
    modules: set[int] = dataclasses.field(default_factory=set)


def audience_rows() -> list[AudienceRow]:
    """Return every public in order, with its modules, in one query."""
    rows: dict[str, AudienceRow] = {}
    for slug, label, tone, module in Audience.objects.values_list("slug", "label", "tone", "modulepage"):
        row = rows.setdefault(slug, AudienceRow(slug, label, tone))
        if module is not None:
            row.modules.add(module)
    return list(rows.values())
