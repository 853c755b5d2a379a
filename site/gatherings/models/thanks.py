"""A sentence of thanks to somebody who led a workshop: read by that person alone.

It keeps the workshop and a month, never the date: who was there that day is not for it to say. Its key is drawn at
random, so that nothing tells which came first; its writer is there only when they signed. No name is: a borrowed one
would stay.
"""

import datetime
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from gatherings.models.workshop import Workshop
from lib.days import months_before

LONGEST_THANKS = 200
THANKS_MONTHS = 12


def this_month() -> datetime.date:
    """Return the first day of this month: the only date that is kept."""
    return timezone.localdate().replace(day=1)


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Queries about thanks."""

    def to(self, user: User) -> Self:
        """Return the thanks that a person received."""
        return self.filter(reader=user)

    def signed_by(self, user: User) -> Self:
        """Return the thanks that a person signed; of the others, nobody knows who wrote them."""
        return self.filter(writer=user)

    def about(self, user: User) -> Self:
        """Return those that a person received or signed."""
        return self.filter(Q(reader=user) | Q(writer=user))

    def over(self, today: datetime.date) -> Self:
        """Return those to erase: of a month that ended THANKS_MONTHS ago, and that their reader did not keep."""
        return self.filter(is_kept=False, month__lt=months_before(today.replace(day=1), THANKS_MONTHS))


class Thanks(models.Model):
    """One sentence for one person who led. Written to two leaders, it is two rows: each does what they like with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="thanks", verbose_name="atelier")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thanks_received", verbose_name="qui la lit"
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="thanks_signed",
        verbose_name="qui l’a signée",
    )
    # What the rows of one signed sentence have in common: a random name, which says neither the date nor the order.
    sending = models.UUIDField("envoi", null=True, editable=False)
    words = models.CharField("la phrase", max_length=LONGEST_THANKS)
    month = models.DateField("mois", default=this_month)
    is_kept = models.BooleanField("gardée par qui la lit", default=False)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name = "merci"
        verbose_name_plural = "mercis"
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="gatherings_thanks_month_only"),
            models.CheckConstraint(condition=~Q(words=""), name="gatherings_thanks_says_something"),
            models.CheckConstraint(
                condition=Q(writer__isnull=True, sending__isnull=True) | Q(writer__isnull=False, sending__isnull=False),
                name="gatherings_thanks_joined_if_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"merci pour {self.workshop}"
