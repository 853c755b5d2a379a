"""Closings of a place: written by its own people, shown to everybody; what somebody would lose meanwhile waits.

`later` is the one way to lengthen a delay. It never shortens one, and adds no more than MOST_ADDED days whatever was
written: nobody keeps something alive by closing again and again. Which delays wait, and which do not, is in
docs/architecture.md#delays.
"""

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.dispatch import Signal
from django.utils import timezone

from directory.closed_days import A_DAY, MOST_DAYS, ClosedDay, ClosedDayQuerySet, Closing, runs

if TYPE_CHECKING:
    from directory.models import Place

MOST_ADDED = 92  # days, to any delay
FARTHEST = 366  # days from today
MOST_TO_COME = 12
SOON = 30  # days before a closing when the directory says it
MONTHS_KEPT = 24
written = Signal()  # of a place whose closed days changed (`place`), in the same transaction

PASSED = "Ce jour est passé. Une fermeture commence aujourd’hui, ou plus tard."
TOO_FAR = "Ce jour est trop loin. Choisissez un jour de l’année qui vient."
ENDS_BEFORE = "La fin vient avant le début. Vérifiez les deux jours."
TOO_LONG = (
    "Une fermeture dure trois mois au plus. Si le lieu reste fermé, écrivez la suite quand elle approche. "
    "S’il ferme pour toujours, dites-le à la coordination du réseau."
)
SHARED = "Le lieu est déjà fermé un de ces jours. Regardez la liste, puis changez les jours."
TOO_MANY = "Il y a déjà beaucoup de fermetures à venir. Retirez-en une d’abord."


class ClosingRefusedError(Exception):
    """A closing is not written: `field` (`starts_on`, `ends_on`) is the day to change, `sentence` says why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def of(place: "Place") -> list[Closing]:
    """Return the closings of a place under way or to come, as they were written, in order."""
    found = days_of(place).standing().order_by().values_list("first").annotate(last=Max("day"))
    return [Closing(first, last) for first, last in sorted(found)]


def check(starts_on: datetime.date, ends_on: datetime.date) -> None:
    """Raise ClosingRefusedError for days that no closing may have, whatever the place."""
    today = timezone.localdate()
    if starts_on < today:
        raise ClosingRefusedError("starts_on", PASSED)
    if ends_on < starts_on:
        raise ClosingRefusedError("ends_on", ENDS_BEFORE)
    if starts_on > today + FARTHEST * A_DAY:
        raise ClosingRefusedError("starts_on", TOO_FAR)
    if (ends_on - starts_on).days >= MOST_DAYS:
        raise ClosingRefusedError("ends_on", TOO_LONG)


def write(place: "Place", starts_on: datetime.date, ends_on: datetime.date) -> None:
    """Write a closing, once. Raise ClosingRefusedError for impossible days, and for a day closed already."""
    check(starts_on, ends_on)
    try:
        with transaction.atomic():
            _hold(place)
            present = of(place)
            if Closing(starts_on, ends_on) in present:  # the button was pressed twice
                return
            if any(each.starts_on <= ends_on and starts_on <= each.ends_on for each in present):
                raise ClosingRefusedError("starts_on", SHARED)
            if len(present) >= MOST_TO_COME:
                raise ClosingRefusedError("starts_on", TOO_MANY)
            ClosedDay.objects.bulk_create(
                ClosedDay(**_of(place), first=starts_on, number=number + 1, day=starts_on + number * A_DAY)
                for number in range((ends_on - starts_on).days + 1)
            )
            written.send(sender=ClosedDay, place=place)
    except IntegrityError as error:
        raise ClosingRefusedError("starts_on", SHARED) from error


@transaction.atomic
def take_back(place: "Place", starts_on: datetime.date) -> bool:
    """Take a closing back: whole when it is to come, from today on when it is under way; False when there is none.

    The days already closed stay: what waited for them is not taken back.
    """
    _hold(place)
    taken, _ = days_of(place).standing().filter(first=starts_on).delete()
    if taken:
        written.send(sender=ClosedDay, place=place)
    return bool(taken)


def later(last: datetime.date, since: datetime.date, closed: Collection[datetime.date]) -> datetime.date:
    """Return the last day of a delay that began on `since`, once each closed day of it has been given back.

    >>> august = {datetime.date(2026, 8, number) for number in range(3, 22)}
    >>> later(datetime.date(2026, 8, 10), datetime.date(2026, 8, 1), august)
    datetime.date(2026, 8, 29)
    >>> later(datetime.date(2026, 8, 10), datetime.date(2026, 8, 1), ())
    datetime.date(2026, 8, 10)
    """
    added, day = 0, since
    while closed and day <= last + added * A_DAY:
        added = min(added + (day in closed), MOST_ADDED)
        day += A_DAY
    return last + added * A_DAY


def later_for(place: "Place", last: datetime.date, since: datetime.date) -> datetime.date:
    """Return `later` for the closed days of a place; one query, and only when the place may have been closed."""
    return later(last, since, days_of(place).filter(day__gte=since, day__lte=last + MOST_ADDED * A_DAY).as_dates())


def still_runs(place: "Place", last: datetime.date, since: datetime.date) -> bool:
    """Return whether a delay that ended on `last` runs today; no query unless a closing could change the answer."""
    today = timezone.localdate()
    if today <= last:
        return True
    return today <= last + MOST_ADDED * A_DAY and today <= later_for(place, last, since)


def shown_soon() -> dict[tuple[str, int], str]:
    """Return what the directory says of places closed now or soon, by kind (`model_name`) and key; one query."""
    until = timezone.localdate() + SOON * A_DAY
    days: dict[tuple[str, int], list[datetime.date]] = {}
    for group, collective, day in ClosedDay.objects.values_list("peer_group", "collective", "day").filter(
        day__gte=timezone.localdate() - FARTHEST * A_DAY
    ):
        days.setdefault(("peergroup", group) if group else ("collective", collective), []).append(day)
    first = {key: next(iter(_ahead(each)), None) for key, each in days.items()}
    return {key: each.words for key, each in first.items() if each and each.starts_on <= until}


def ahead(place: "Place") -> list[Closing]:
    """Return the closings of a place under way or to come, as everybody reads them."""
    return _ahead(days_of(place).as_dates())


def _ahead(days: Collection[datetime.date]) -> list[Closing]:
    return [each for each in runs(days) if each.ends_on >= timezone.localdate()]


def days_of(place: "Place") -> ClosedDayQuerySet:
    """Return the closed days of a place."""
    return ClosedDay.objects.filter(**_of(place))


def _of(place: "Place") -> "dict[str, Place]":
    return {"peer_group" if place._meta.model_name == "peergroup" else "collective": place}


def _hold(place: "Place") -> None:
    """Hold a place; not its key, which a line of its journal written meanwhile must share."""
    type(place)._default_manager.select_for_update(no_key=True).get(pk=place.pk)
