"""The seven days of a week of a group: what takes place, and when the house is closed."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field

from directory.closed_days import Closing
from directory.models import PeerGroup
from gatherings.models import WorkshopDate
from gatherings.programme.week import A_DAY, in_week
from gatherings.repeats import WEEK
from lib.french_dates import write_day

MOST_A_WEEK = 100  # dates read on a page: what is beyond is in /ateliers/


@dataclass
class Day:
    """One day: its dates in order, and whether the house is closed."""

    day: datetime.date
    is_closed: bool
    dates: list[WorkshopDate] = field(default_factory=list)
    square: str = ""  # the picture of the code of the day, on the wall alone

    @property
    def name(self) -> str:
        """Return « Lundi 7 décembre »."""
        return write_day(self.day, "l j F").capitalize()


def week_of(group: PeerGroup, monday: datetime.date, closed: Collection[datetime.date]) -> list[Day]:
    """Return the days of a week, on the clock of the group; one query. `closed`: the days when the house is."""
    days = [Day(day, day in closed) for day in (monday + A_DAY * number for number in range(WEEK))]
    for date in in_week(WorkshopDate.objects.for_members_of(group), monday)[:MOST_A_WEEK]:
        days[date.begins.weekday()].dates.append(date)
    return days


def week_in_words(monday: datetime.date) -> str:
    """Return « du 7 au 13 décembre 2026 ».

    >>> week_in_words(datetime.date(2026, 12, 28))
    'du 28 décembre 2026 au 3 janvier 2027'
    """
    return Closing(monday, monday + A_DAY * (WEEK - 1)).days
