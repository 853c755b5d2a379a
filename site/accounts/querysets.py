"""What one asks of people's belonging, in the members' words."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone


def _covering(day: datetime.date, prefix: str = "") -> models.Q:
    return models.Q(**{f"{prefix}starts_on__lte": day}) & (
        models.Q(**{f"{prefix}ends_on__isnull": True}) | models.Q(**{f"{prefix}ends_on__gte": day})
    )


class MembershipQuerySet(models.QuerySet):
    def current(self, on: datetime.date | None = None) -> Self:
        """Memberships that cover a day (today by default)."""
        return self.filter(_covering(on or timezone.localdate()))


class MandateQuerySet(models.QuerySet):
    def current(self, on: datetime.date | None = None) -> Self:
        """Mandates that cover a day (today by default), of a membership that covers it too."""
        day = on or timezone.localdate()
        return self.filter(_covering(day), _covering(day, "membership__"))


class LoginCardQuerySet(models.QuerySet):
    def usable(self) -> Self:
        """Cards neither replaced nor asleep."""
        return self.filter(revoked_at__isnull=True, paused_at__isnull=True)
