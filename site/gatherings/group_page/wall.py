"""The week on the wall: seven days, and room to write by hand; on a page, and as a PDF that is kept nowhere.

It names nobody: neither the group, nor who leads, nor the word said about a date that moved. For those who run the
group, a day of this week or the next where something takes place has a square to scan, that serves that day alone:
nobody keeps those of a year.
"""

import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from directory import closings
from directory.clocks import clock_of
from directory.models import PeerGroup
from gatherings import codes
from gatherings.group_page.days import Day, week_in_words, week_of
from gatherings.models import WorkshopDate
from gatherings.programme.week import A_DAY, monday_of
from gatherings.repeats import WEEK
from lib import qr
from lib.hours import write
from lib.pdf.typesetting import typeset
from lib.text import NBSP

TEMPLATE = Path(__file__).with_name("wall.typ")
ROOM = 21  # lines on one A4 sheet, written or blank
CLOSED, CANCELLED = "Fermé", "Annulé"
MASK = 2  # of every square: choosing the best of eight costs three times as long
ALT = f"Carré à scanner{NBSP}: "
SCAN = "Le carré d’un jour sert ce jour-là, pour dire « je suis là ». On peut le dire sans son nom."


def days_on_wall(group: PeerGroup, monday: datetime.date, *, with_squares: bool) -> list[Day]:
    """Return the days of a week, with what is written in each; two queries."""
    sunday = monday + A_DAY * (WEEK - 1)
    closed = closings.days_of(group).filter(day__gte=monday, day__lte=sunday).as_dates()
    days = week_of(group, monday, closed)
    if with_squares:
        draw_squares(group, days)
    return days


def draw_squares(group: PeerGroup, days: list[Day]) -> None:
    """Draw the code of each day, of this week or the next, where something takes place."""
    today = timezone.now().astimezone(clock_of(group.department_code)).date()
    last = monday_of(today) + A_DAY * (2 * WEEK - 1)
    for day in days:
        if today <= day.day <= last and any(not date.is_cancelled for date in day.dates):
            day.square = qr.svg(codes.paper_address(group, day.day), ALT + day.name, mask=MASK)


def blank_lines(days: list[Day]) -> int:
    """Return how many lines to leave blank in each day: three on an empty sheet, none on a full one."""
    return max(0, (ROOM - sum(len(day.dates) for day in days)) // WEEK)


def title_of(monday: datetime.date) -> str:
    """Return « La semaine du 7 au 13 décembre 2026 »."""
    return f"La semaine {week_in_words(monday)}"


def sheet(group: PeerGroup, monday: datetime.date, *, with_squares: bool) -> bytes:
    """Return the PDF of a week. Raises TypesettingError and TooBusyError."""
    days = days_on_wall(group, monday, with_squares=with_squares)
    blanks = blank_lines(days)
    scan = SCAN if any(day.square for day in days) else ""
    data = {"title": title_of(monday), "days": [_day(day, blanks) for day in days], "scan": scan, "alt": ALT}
    return typeset(TEMPLATE, data)


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
    closed = CLOSED if day.is_closed else ""
    return {"name": day.name, "closed": closed, "entries": entries, "blanks": blanks, "drawing": day.square}
