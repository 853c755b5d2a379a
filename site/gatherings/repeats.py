"""The days on which a workshop comes back, from its first day.

>>> days_of(datetime.date(2026, 12, 1), Repeats.WEEKLY, datetime.date(2026, 12, 15))[-1].isoformat()
'2026-12-15'
>>> [day.isoformat() for day in days_of(datetime.date(2026, 12, 8), Repeats.MONTHLY, datetime.date(2027, 2, 28))]
['2026-12-08', '2027-01-12', '2027-02-09']
"""

import calendar
import datetime

from django.db import models

WEEK = 7
RANKS = 4  # of a weekday in a month; the fifth is said to be the last


class Repeats(models.TextChoices):
    """How often a workshop comes back."""

    ONCE = "once", "Une seule fois"
    WEEKLY = "weekly", "Chaque semaine"
    FORTNIGHTLY = "fortnightly", "Une semaine sur deux"
    MONTHLY = "monthly", "Chaque mois, le même jour de la semaine"


def days_of(first: datetime.date, repeats: str, last: datetime.date) -> list[datetime.date]:
    """Return the days from `first` to `last` included, in order; none when `last` comes before."""
    if last < first:
        return []
    if repeats == Repeats.ONCE:
        return [first]
    if repeats == Repeats.MONTHLY:
        return _monthly(first, last)
    step = WEEK if repeats == Repeats.WEEKLY else 2 * WEEK
    return [first + datetime.timedelta(days=step * number) for number in range((last - first).days // step + 1)]


def _monthly(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    rank, days = (first.day - 1) // WEEK, [first]
    year, month = first.year, first.month
    while days[-1] <= last:
        month += 1
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        days.append(_weekday_of(year, month, first.weekday(), rank))
    return [day for day in days if day <= last]


def _weekday_of(year: int, month: int, weekday: int, rank: int) -> datetime.date:
    """Return the second Tuesday of a month, and so on; a rank of RANKS is the last one of the month."""
    begins_with, length = calendar.monthrange(year, month)
    number = 1 + (weekday - begins_with) % WEEK + rank * WEEK
    return datetime.date(year, month, number if rank < RANKS and number <= length else _last(number, length))


def _last(number: int, length: int) -> int:
    while number + WEEK <= length:
        number += WEEK
    return number if number <= length else number - WEEK
