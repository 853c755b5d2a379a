"""Months counted on the calendar, days in words, and where a day begins and ends.

Hours are those of Paris, and say so. Days are the person's own: La Réunion and Nouméa live tomorrow before Paris does,
Guadeloupe and Tahiti live yesterday after it.
"""

import calendar
import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from lib.french_dates import write_day

WEEK = 7  # days named by their weekday
OF_PARIS = "(heure de Paris)"
_FIRST = datetime.timezone(datetime.timedelta(hours=14))  # a day begins there first, on the whole earth
_LAST = ZoneInfo("Pacific/Tahiti")  # where a day of France ends last


def latest_today() -> datetime.date:
    """Return the day that has begun somewhere: at most tomorrow in Paris."""
    return timezone.localdate(timezone=_FIRST)


def earliest_today(now: datetime.datetime | None = None) -> datetime.date:
    """Return the day that is not over everywhere in France: at least yesterday in Paris."""
    return timezone.localdate(now, timezone=_LAST)


def end_everywhere(day: datetime.date) -> datetime.datetime:
    """Return the moment from which a day is over everywhere in France; `earliest_today` is then the next one."""
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min, tzinfo=_LAST)


def months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months earlier, or the last one of that month when it is shorter.

    >>> months_before(datetime.date(2028, 2, 29), 36)
    datetime.date(2025, 2, 28)
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the first day on which `months_before` reaches `day` again: never early.

    >>> months_after(datetime.date(2024, 2, 29), 36)
    datetime.date(2027, 3, 1)
    """
    after = months_before(day, -months)
    return after if months_before(after, months) >= day else after + datetime.timedelta(days=1)


def day_words(value: datetime.date | datetime.datetime) -> str:
    """Return « aujourd’hui », « hier », « mardi », « le 12 mars », with the year when it is another one."""
    day = timezone.localdate(value) if isinstance(value, datetime.datetime) else value
    today = timezone.localdate()
    past = (today - day).days
    if 0 <= past <= 1:
        return "hier" if past else "aujourd’hui"
    if 1 < past < WEEK:
        return write_day(day, "l").lower()
    return f"le {write_day(day, 'j F' if day.year == today.year else 'j F Y')}"


def since_words(value: datetime.date | datetime.datetime) -> str:
    """Return « depuis aujourd’hui », « depuis hier », « depuis 12 jours »."""
    day = timezone.localdate(value) if isinstance(value, datetime.datetime) else value
    days = max((timezone.localdate() - day).days, 0)
    return {0: "depuis aujourd’hui", 1: "depuis hier"}.get(days, f"depuis {days} jours")
