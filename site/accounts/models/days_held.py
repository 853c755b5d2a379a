"""The days on which a membership or a mandate holds, as conditions of queries."""

import datetime

from django.db import models
from django.utils import timezone

LATELY = datetime.timedelta(days=365)


def covering(day: datetime.date, prefix: str = "") -> models.Q:
    """Return what begins by a day and is not over before it."""
    return models.Q(**{f"{prefix}starts_on__lte": day}) & (
        models.Q(**{f"{prefix}ends_on__isnull": True}) | models.Q(**{f"{prefix}ends_on__gte": day})
    )


def belonging(day: datetime.date, prefix: str = "") -> models.Q:
    """Return what covers a day, except the day on which the person left by themselves: that took effect at once."""
    return covering(day, prefix) & ~models.Q(
        **{f"{prefix}left_at__isnull": False, f"{prefix}ends_on": day},
    )


def lately() -> models.Q:
    """Return what covers today, or ended in the last LATELY."""
    today = timezone.localdate()
    return models.Q(starts_on__lte=today) & (models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today - LATELY))
