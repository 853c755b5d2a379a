"""The filters of the list of sheets."""

from typing import Any, cast

import django_filters
from django.db.models import Case, QuerySet, Value, When
from django.utils.functional import cached_property

from content.blocks import Tone
from content.finding.lists import pages_found
from content.finding.things import Kind
from content.models import PracticePage
from content.serving import open_to_all, reachable
from passport.models import Skill

UNKNOWN = {"invalid_choice": "Ce choix n’est pas dans la liste. Choisissez-en un autre."}
TOO_LONG = {"max_length": "Cherchez avec moins de mots : cent caractères au plus."}


class PracticeFilter(django_filters.FilterSet):
    """The filters: words of a situation, the public of a sheet, a skill that a published sheet names.

    `is_near` says that no sheet has every word asked: those found have some of them, the nearest first.
    """

    q = django_filters.CharFilter(
        label="Chercher une situation", max_length=100, method="filter_q", error_messages=TOO_LONG
    )
    public = django_filters.ChoiceFilter(
        label="Pour qui",
        field_name="audience",
        choices=Tone.choices,
        empty_label="Tous les publics",
        error_messages=UNKNOWN,
    )
    competence = django_filters.ChoiceFilter(
        label="Compétence", field_name="skills__slug", empty_label="Toutes les compétences", error_messages=UNKNOWN
    )

    class Meta:
        model = PracticePage
        fields: list[str] = []

    is_near = False

    def __init__(self, data: Any, queryset: QuerySet) -> None:
        clean = {name: value.replace("\0", "") for name, value in data.items()}
        super().__init__(clean, queryset=queryset)
        offered = Skill.objects.offered().filter(practices__in=open_to_all(reachable(PracticePage.objects)))
        self.filters["competence"].extra["choices"] = offered.by_family()

    def filter_q(self, practices: QuerySet, name: str, value: str) -> QuerySet:
        """Return the sheets that have every word asked, else the nearest: people type a whole sentence."""
        found, self.is_near = pages_found(value, Kind.SHEET)
        keys = [hit.thing.page for hit in found]
        if not self.is_near:
            return practices.filter(pk__in=keys)
        position = Case(*(When(pk=pk, then=Value(order)) for order, pk in enumerate(keys)), default=Value(0))
        return practices.filter(pk__in=keys).annotate(position=position).order_by("position")

    @cached_property
    def words(self) -> str:
        """Return the words typed, on one line."""
        return " ".join(cast("dict[str, str]", self.data).get("q", "").split())

    @cached_property
    def is_narrowed(self) -> bool:
        """Return whether the visitor chose a public or a skill."""
        chosen = cast("dict[str, str]", self.data)
        return any(chosen.get(name) for name in self.filters if name != "q")

    @cached_property
    def is_asked(self) -> bool:
        """Return whether the visitor chose or typed something."""
        return self.is_narrowed or bool(cast("dict[str, str]", self.data).get("q"))
