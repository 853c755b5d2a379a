"""What gatherings counts of a year: the workshops that a group held, who was there (numbers), what was said of them."""

import datetime
from collections import Counter

from django.db.models import Count as CountOf
from django.db.models import Q

from accounts.year_figures import Count, Figure
from directory.clocks import clock_of
from directory.models import PeerGroup
from gatherings.models import Opinion, WorkshopDate
from lib.french_dates import write_day

MONTHS = tuple(write_day(datetime.date(2026, month, 1), "F") for month in range(1, 13))


def _held(group: PeerGroup, year: int) -> list[WorkshopDate]:
    """Return the dates of a year, on the clock of the group, that were shown and not cancelled. One query.

    `named`: how many said that they were there, for `_number`.
    """
    clock = clock_of(group.department_code)
    first, last = (datetime.datetime(each, 1, 1, tzinfo=clock) for each in (year, year + 1))
    held = WorkshopDate.objects.held_by(group)
    dates = held.filter(is_cancelled=False, starts_at__gte=first, starts_at__lt=last)
    named = CountOf("presences", filter=Q(presences__is_said=True))
    return list(dates.select_related("workshop__peer_group").annotate(named=named).order_by())


def workshops(group: PeerGroup, year: int) -> Count:
    """Return how many dates took place each month."""
    by_month = Counter(date.begins.month for date in _held(group, year))
    return Count(tuple(by_month[month] for month in range(1, 13)))


def presences(group: PeerGroup, year: int) -> Count:
    """Return how many presences were counted each month: somebody who came ten times is ten."""
    by_month: Counter[int] = Counter()
    for date in (dates := _held(group, year)):
        by_month[date.begins.month] += _number(date)
    taken = {date.begins.month for date in dates}
    nothing = frozenset(month - 1 for month in range(1, 13) if month not in taken)
    return Count(tuple(by_month[month] for month in range(1, 13)), certain=nothing)


def _number(date: WorkshopDate) -> int:
    """Return what `WorkshopDate.number` says, of a date that knows `named`."""
    if date.closed_on:
        return date.came or 0
    return max(date.came or 0, date.unnamed + date.named)  # type: ignore[attr-defined]


def opinions(group: PeerGroup, year: int) -> Count:
    """Return how many said that a workshop of the year served, by answer: whole groups of five alone."""
    dates = [date.pk for date in _held(group, year)]
    told = Opinion.objects.filter(is_told=True, date__in=dates).order_by()
    by_answer = dict(told.values_list("served").annotate(CountOf("pk")))
    return Count(tuple(by_answer.get(answer, 0) for answer in Opinion.Served.values))


FIGURES = (
    Figure("workshops", "Ateliers tenus", "atelier tenu", "ateliers tenus", workshops, MONTHS, is_of_people=False),
    Figure("presences", "Présences aux ateliers", "présence aux ateliers", "présences aux ateliers", presences, MONTHS),
    Figure(
        *("opinions", "Avis : « Est-ce que cela vous a servi ? »", "avis donné", "avis donnés", opinions),
        tuple(str(label) for label in Opinion.Served.labels),
    ),
)
