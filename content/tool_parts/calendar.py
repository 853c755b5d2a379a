"""The days of a timeline: so many days before or after an event."""

import datetime

from lib.french_dates import write_day

FARTHEST = 400  # days before or after


def said(days: int) -> str:
    """Return how the day is called, « J » being that of the event.

    >>> said(-60).split(), said(0)
    (['J', '−', '60'], 'Jour J')
    """
    if days == 0:
        return "Jour J"
    return f"J\N{NO-BREAK SPACE}{'−' if days < 0 else '+'}\N{NO-BREAK SPACE}{abs(days)}"


def written(day: datetime.date) -> str:
    """Return a day in words, its month in full: « samedi 13 mars 2027 »."""
    return write_day(day, "l j F Y")


def day_of(event: datetime.date, days: int) -> datetime.date:
    """Return the day so many days after the event; before it when `days` is negative."""
    return event + datetime.timedelta(days)
