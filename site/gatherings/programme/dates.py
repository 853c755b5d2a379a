"""The dates of a workshop, made twelve months ahead from its rule.

A date that was moved or cancelled alone keeps what was said of it, whatever becomes of the rule.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from directory.clocks import moment_of
from gatherings.models import Workshop, WorkshopDate
from gatherings.places import fill
from gatherings.repeats import Repeats, days_of

AHEAD = datetime.timedelta(days=366)
FARTHEST_APART = datetime.timedelta(days=62)  # above what separates two dates of one rule
A_DAY = datetime.timedelta(days=1)
NO_LONGER = "Cet atelier n’a plus lieu ce jour-là."


def make_dates(workshop: Workshop) -> None:
    """Make the dates that are missing, up to twelve months from today; those already there stay as they are."""
    until = timezone.localdate() + AHEAD
    first = workshop.made_until + A_DAY if workshop.made_until else workshop.first_day
    WorkshopDate.objects.bulk_create(
        [_date_of(workshop, day) for day in _days(workshop, until) if day >= first], ignore_conflicts=True
    )
    workshop.made_until = until
    workshop.save(update_fields=["made_until"])


def make_ahead() -> int:
    """Make the dates that a new day brings, of every workshop that comes back. Return of how many workshops."""
    wanted = timezone.localdate() + AHEAD
    late = Workshop.objects.shown().exclude(repeats=Repeats.ONCE).filter(made_until__lt=wanted)
    workshops = list(late.exclude(last_day__lte=timezone.localdate()).select_related("peer_group"))
    for workshop in workshops:
        make_dates(workshop)
    return len(workshops)


@transaction.atomic
def follow_rule(workshop: Workshop) -> None:
    """Give the dates to come the hours, the places and the days of a rule that changed.

    A day that the rule no longer gives goes; if somebody signed up, or was counted, it stays, cancelled, and says so.
    """
    coming = workshop.dates.select_for_update().filter(starts_at__gt=timezone.now(), changed_on__isnull=True)
    wanted = set(_days(workshop, timezone.localdate() + AHEAD))
    for date in coming:
        if date.original_day in wanted:
            if not date.is_counted:  # within the hour, somebody may have said that they are there
                _rewrite(workshop, date)
        elif date.sign_ups.exists() or date.is_counted:
            date.is_cancelled, date.word, date.changed_on = True, NO_LONGER, timezone.localdate()
            date.save(update_fields=["is_cancelled", "word", "changed_on"])
        else:
            date.delete()
    workshop.made_until = None if workshop.first_day > timezone.localdate() else timezone.localdate() - A_DAY
    make_dates(workshop)


def has_a_day_after(date: WorkshopDate) -> bool:
    """Return whether the rule of its workshop gives another day after that of a date."""
    if date.workshop.repeats == Repeats.ONCE:
        return False
    days = _days(date.workshop, date.original_day + FARTHEST_APART)
    return bool(days) and days[-1] > date.original_day


def _days(workshop: Workshop, until: datetime.date) -> list[datetime.date]:
    last = min(until, workshop.last_day) if workshop.last_day else until
    if workshop.repeats == Repeats.ONCE:
        last = workshop.first_day
    return days_of(workshop.first_day, workshop.repeats, last)


def _date_of(workshop: Workshop, day: datetime.date) -> WorkshopDate:
    starts_at = moment_of(day, workshop.begins_at, workshop.clock)
    return WorkshopDate(
        workshop=workshop,
        original_day=day,
        starts_at=starts_at,
        ends_at=starts_at + workshop.length,
        places=workshop.places,
    )


def _rewrite(workshop: Workshop, date: WorkshopDate) -> None:
    """Give a date the present hour and places, never fewer than were taken; more of them go to those who wait."""
    fresh = _date_of(workshop, date.original_day)
    date.starts_at, date.ends_at = fresh.starts_at, fresh.ends_at
    date.places = fresh.places and max(fresh.places, date.places_taken)
    date.save(update_fields=["starts_at", "ends_at", "places"])
    if date.places_left != 0:
        fill(date)
