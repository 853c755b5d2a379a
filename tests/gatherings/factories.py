"""Workshops for tests, and the people who sign up."""

import datetime
from typing import Any

from django.utils import timezone

from directory.models import PeerGroup
from gatherings.models import Workshop, WorkshopDate
from gatherings.programme import as_shown, rules
from gatherings.repeats import Repeats


def in_days(number: int) -> datetime.date:
    """Return the day that comes after so many days."""
    return timezone.localdate() + datetime.timedelta(days=number)


def make_workshop(group: PeerGroup | None, *, is_shown: bool = True, **fields: Any) -> Workshop:
    """Make a workshop of two hours in three days, with its dates once it is shown."""
    values = {
        "title": "Cuisine du mardi",
        "place": "Dans la cuisine",
        "first_day": in_days(3),
        "begins_at": datetime.time(14),
        "minutes": 120,
        "repeats": Repeats.ONCE,
    }
    workshop = Workshop.objects.create(peer_group=group, **(values | fields))
    if is_shown:
        rules.show(workshop)
    return workshop


def typed(**changes: str) -> dict[str, str]:
    """Return what a browser sends of the form of a workshop."""
    return {
        "title": "Cuisine du mardi",
        "what": "Une soupe et un gâteau.",
        "first_day": in_days(3).isoformat(),
        "begins_at": "14h",
        "ends_at": "16 h 30",
        "repeats": Repeats.ONCE,
        "place": "Dans la cuisine",
        "leads": "on",
        "ref": "r" * 22,
    } | changes


def mark(row: Workshop | WorkshopDate) -> str:
    """Return the mark that the page of a workshop, or of a date, shows at this moment."""
    if isinstance(row, Workshop):
        return as_shown.mark_of_workshop(Workshop.objects.get(pk=row.pk))
    return as_shown.mark_of_date(WorkshopDate.objects.get(pk=row.pk))
