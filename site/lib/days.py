"""Months counted on the calendar, and days in words."""

import calendar
import datetime

from django.utils import timezone
from django.utils.formats import date_format

WEEK = 7  # days named by their weekday


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
        return date_format(day, "l").lower()
    return f"le {date_format(day, 'j F' if day.year == today.year else 'j F Y')}"
