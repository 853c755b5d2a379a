"""Dates as people write them in French: a whole day, a month with its year, or a year alone.

>>> read("le 1er mars 2026")
Said(day=datetime.date(2026, 3, 1), known=<Known.DAY: 'day'>)
>>> read("12.03.26").day.isoformat(), read("2026-03-12").day.isoformat()
('2026-03-12', '2026-03-12')
>>> in_words(read("03/2019")), in_words(read("2019")), in_words(read("12 mars 2026"))
('en mars 2019', 'en 2019', 'le 12 mars 2026')
"""

import datetime
import re
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, get_format

from lib.text import fold

LONGEST = 60  # signs of « le mercredi 30 septembre 2026 », with room for many spaces
YEARS_AHEAD = 20  # « 12/3/40 » is 2040, « 12/3/60 » 1960
_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_SHORTEST = 3  # letters of a month cut short: « févr. », « sept. »
_BEFORE = {"le", "en", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}
_BETWEEN = re.compile(r"[\s/.,\-\u2010-\u2015]+")
_DAY_OF_MONTH = re.compile(r"(?<!\\)j")  # in a format of Django's
_YEAR, _SHORT = re.compile(r"[0-9]{4}"), re.compile(r"[0-9]{1,2}")


class Known(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", "un jour"
    MONTH = "month", "un mois"
    YEAR = "year", "une année"


class Said(NamedTuple):
    """A date as it is known: `day` is the first one of the month or of the year when only that is known."""

    day: datetime.date
    known: Known = Known.DAY

    @property
    def last(self) -> datetime.date:
        """Return the last day it may be."""
        if self.known == Known.DAY:
            return self.day
        month = 12 if self.known == Known.YEAR else self.day.month
        return datetime.date(self.day.year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def read(text: str) -> Said:
    """Return the date that a text says. Raises ValueError when it says none, or one that does not exist."""
    if len(text) > LONGEST:
        raise ValueError(LONGEST)
    parts = [part for part in _BETWEEN.split(fold(text)) if part]
    while parts and parts[0] in _BEFORE:
        parts = parts[1:]
    if parts and _YEAR.fullmatch(parts[0]):  # as machines write it
        parts.reverse()
    match parts:
        case [year]:
            return Said(datetime.date(_full_year(year), 1, 1), Known.YEAR)
        case [month, year]:
            return Said(datetime.date(_full_year(year), _month(month), 1), Known.MONTH)
        case [day, month, year]:
            return Said(datetime.date(_year(year), _month(month), _day(day)))
    raise ValueError(text)


def write_day(day: datetime.date, form: str = "DATE_FORMAT") -> str:
    """Return a day as French writes it, in a format of Django's: the first of a month is « 1er ».

    Of a moment, the day and the hour are those of where the site is, whatever zone it is kept in.

    >>> write_day(datetime.date(2027, 3, 1)), write_day(datetime.date(2027, 3, 2), "l j F")
    ('1er mars 2027', 'mardi 2 mars')
    """
    if isinstance(day, datetime.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    form = str(get_format(form))
    return date_format(day, _DAY_OF_MONTH.sub(r"j\\e\\r", form) if day.day == 1 else form)


def in_words(said: Said) -> str:
    """Return « le 12 mars 2026 », « en mars 2026 » or « en 2026 »."""
    return {
        Known.DAY: f"le {write_day(said.day, 'j F Y')}",
        Known.MONTH: f"en {write_day(said.day, 'F Y')}",
        Known.YEAR: f"en {said.day.year:04d}",
    }[said.known]


def _full_year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _year(text: str) -> int:
    if not _SHORT.fullmatch(text):
        return _full_year(text)
    latest = timezone.localdate().year + YEARS_AHEAD
    return latest - (latest - int(text)) % 100


def _month(text: str) -> int:
    if _SHORT.fullmatch(text):
        return int(text)
    found = [name for name in _MONTHS if len(text) >= _SHORTEST and name.startswith(text)]
    if len(found) != 1:
        raise ValueError(text)
    return _MONTHS.index(found[0]) + 1


def _day(text: str) -> int:
    text = text.removesuffix("er")
    if not _SHORT.fullmatch(text):
        raise ValueError(text)
    return int(text)
