"""The days of a year, from the dates that a board gives. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from content.year_calendar.steps import STEPS, Anchor, Step
from lib.days import months_before

Given = Mapping[Anchor, datetime.date]


@dataclass(frozen=True)
class Entry:
    """A step and its day."""

    day: datetime.date
    step: Step


@dataclass(frozen=True)
class Month:
    """A month with something to do; `first` is its first day."""

    first: datetime.date
    entries: list[Entry]


def entries_of(given: Given) -> list[Entry]:
    """Return what follows from the dates given, in order of the days."""
    found = [Entry(day_of(step, given[step.anchor]), step) for step in STEPS if step.anchor in given]
    return sorted(found, key=lambda entry: entry.day)  # steps of one day keep their order


def day_of(step: Step, anchor: datetime.date) -> datetime.date:
    """Return the day of a step. A month later ends on the last day of a shorter month: a last day is never late."""
    if step.on:
        month, day = step.on
        this_year = datetime.date(anchor.year, month, day)
        return this_year if this_year > anchor else this_year.replace(year=anchor.year + 1)
    return months_before(anchor, -step.months) + datetime.timedelta(step.days)


def by_month(entries: list[Entry]) -> list[Month]:
    """Return the entries, in order already, by month."""
    months: dict[datetime.date, list[Entry]] = {}
    for entry in entries:
        months.setdefault(entry.day.replace(day=1), []).append(entry)
    return [Month(first, inside) for first, inside in months.items()]
