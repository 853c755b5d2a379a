"""The sums of several groups, for the coordination: of signed years, by whole batches, rounded. No group is named.

A sum adds what may leave each group, nothing else. Signatures of whole days alone enter, in their order: what is read
tomorrow has the same batches, and perhaps one more.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.year_figures import figures
from gatherings.figures.charts import said
from gatherings.figures.masks import Masked, sum_in_batches
from gatherings.models import GroupYear
from gatherings.models.group_year import DECLARED

YEARS = 5  # the last ones


@dataclass(frozen=True)
class Sum:
    """The sum of one figure, and of how many groups; None when too few may enter."""

    label: str
    number: int | None
    groups: int

    @property
    def said(self) -> str:
        """Return the sum as it is read."""
        return said(self.number)


@dataclass(frozen=True)
class NetworkYear:
    """One year of the network."""

    year: int
    sums: list[Sum]


def years() -> list[NetworkYear]:
    """Return the last years of the network, where at least one sum may be read. One query."""
    signed = GroupYear.objects.signed().filter(signed_on__lt=timezone.localdate()).order_by("signed_on", "pk")
    recent = signed.filter(year__gte=timezone.localdate().year - YEARS)
    by_year: dict[int, list[dict[str, Any]]] = {}
    for row in recent.values("year", "counted", *DECLARED):
        by_year.setdefault(row["year"], []).append(row)
    found = [NetworkYear(year, _sums(by_year[year])) for year in sorted(by_year, reverse=True)]
    return [each for each in found if any(each_sum.number is not None for each_sum in each.sums)]


def _sums(rows: list[dict[str, Any]]) -> list[Sum]:
    declared = [(label.capitalize(), [row[name] for row in rows]) for name, label in DECLARED.items()]
    counted = [(figure.label, _leaving(rows, figure.key)) for figure in figures()]
    return [_sum(label, numbers) for label, numbers in declared + counted]


def _leaving(rows: list[dict[str, Any]], key: str) -> list[int]:
    """Return what leaves of a figure, of the groups where it does."""
    found = [Masked(**row["counted"][key]).leaves for row in rows if key in row["counted"]]
    return [number for number in found if number is not None]


def _sum(label: str, numbers: list[int]) -> Sum:
    number, groups = sum_in_batches(numbers) or (None, 0)
    return Sum(label, number, groups)
