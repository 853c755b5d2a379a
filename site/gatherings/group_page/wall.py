"""The week on the wall: seven days, and room to write by hand; on a page, and as a PDF that is kept nowhere.

It names nobody: neither the group, nor who leads, nor the word said about a date that moved.
"""

import datetime
from pathlib import Path
from typing import Any

from directory import closings
from directory.models import PeerGroup
from gatherings.group_page.days import Day, week_in_words, week_of
from gatherings.models import WorkshopDate
from gatherings.programme.week import A_DAY
from gatherings.repeats import WEEK
from lib.hours import write
from lib.pdf.typesetting import typeset

TEMPLATE = Path(__file__).with_name("wall.typ")
ROOM = 21  # lines on one A4 sheet, written or blank
CLOSED, CANCELLED = "Fermé", "Annulé"


def days_on_wall(group: PeerGroup, monday: datetime.date) -> list[Day]:
    """Return the days of a week, with what is written in each; two queries."""
    sunday = monday + A_DAY * (WEEK - 1)
    closed = closings.days_of(group).filter(day__gte=monday, day__lte=sunday).as_dates()
    return week_of(group, monday, closed)


def blank_lines(days: list[Day]) -> int:
    """Return how many lines to leave blank in each day: three on an empty sheet, none on a full one."""
    return max(0, (ROOM - sum(len(day.dates) for day in days)) // WEEK)


def title_of(monday: datetime.date) -> str:
    """Return « La semaine du 7 au 13 décembre 2026 »."""
    return f"La semaine {week_in_words(monday)}"


def sheet(group: PeerGroup, monday: datetime.date) -> bytes:
    """Return the PDF of a week. Raises TypesettingError and TooBusyError."""
    days = days_on_wall(group, monday)
    blanks = blank_lines(days)
    return typeset(TEMPLATE, {"title": title_of(monday), "days": [_day(day, blanks) for day in days]})


def _hours(date: WorkshopDate) -> str:
    return f"{write(date.begins.time())} – {write(date.ends.time())}"


def _day(day: Day, blanks: int) -> dict[str, Any]:
    entries = [
        {
            "hours": _hours(date),
            "what": date.workshop.title,
            "place": date.where,
            "cancelled": CANCELLED if date.is_cancelled else "",
        }
        for date in day.dates
    ]
    return {"name": day.name, "closed": CLOSED if day.is_closed else "", "entries": entries, "blanks": blanks}
