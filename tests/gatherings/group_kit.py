"""Workshops for the tests of the page of a group: `workshop_of(group)` makes a shown one, with its dates."""

import datetime
from typing import Any

from django.utils import timezone

from directory.models import PeerGroup
from gatherings.models import Workshop, WorkshopDate
from gatherings.programme import rules

MONDAY = datetime.datetime(2026, 12, 7, 9, tzinfo=datetime.UTC)


def proposal_of(group: PeerGroup | None, title: str = "Cuisine", days: int = 1, **fields: Any) -> Workshop:
    """Make a workshop that nobody answered yet, once, so many days from today."""
    first = {
        "first_day": timezone.localdate() + datetime.timedelta(days),
        "begins_at": datetime.time(14),
        "minutes": 90,
    }
    return Workshop.objects.create(peer_group=group, title=title, **first | fields)


def workshop_of(group: PeerGroup | None, title: str = "Cuisine", days: int = 1, **fields: Any) -> Workshop:
    """Make a workshop that is shown, with its dates."""
    workshop = proposal_of(group, title, days, **fields)
    rules.show(workshop)
    return workshop


def date_of(workshop: Workshop) -> WorkshopDate:
    """Return the first date of a workshop."""
    return workshop.dates.order_by("starts_at").first()


def many_dates(group: PeerGroup, number: int) -> None:
    """Make so many workshops of a group, with a date each, in the week that comes."""
    start = timezone.now() + datetime.timedelta(hours=1)
    made = Workshop.objects.bulk_create(
        Workshop(
            peer_group=group,
            title=f"Atelier {index}",
            first_day=start.date(),
            begins_at=datetime.time(14),
            minutes=60,
            state=Workshop.State.SHOWN,
        )
        for index in range(number)
    )
    WorkshopDate.objects.bulk_create(
        WorkshopDate(
            workshop=workshop,
            original_day=start.date(),
            starts_at=start + datetime.timedelta(minutes=index),
            ends_at=start + datetime.timedelta(minutes=index + 60),
        )
        for index, workshop in enumerate(made)
    )
