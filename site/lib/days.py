"""Months counted on the calendar."""

import calendar
import datetime


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months earlier, or the last one of that month when it is shorter.

    >>> months_before(datetime.date(2028, 2, 29), 36)
    datetime.date(2025, 2, 28)
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The first day on which `months_before` reaches `day` again: never early.

    >>> months_after(datetime.date(2024, 2, 29), 36)
    datetime.date(2027, 3, 1)
    """
    after = months_before(day, -months)
    return after if months_before(after, months) >= day else after + datetime.timedelta(days=1)
