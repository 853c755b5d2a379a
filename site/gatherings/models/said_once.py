"""Who said their word about a date already: fingerprints, so that each thanks once and answers once.

In the database and not beside the counters of the limits: while these are away, nothing is counted. The fingerprints
of a date stand together in the order of letters, written anew each time: as rows of their own they would tell who
answered first, and the answers beside them would be somebody's.
"""

from typing import Self

from django.db import models
from django.utils import timezone

from gatherings.models.workshop_date import LIST_STAYS, WorkshopDate


class SaidOnceQuerySet(models.QuerySet["SaidOnce"]):
    """Queries about who said their word."""

    def over(self) -> Self:
        """Return those of dates about which nobody may say anything any more."""
        return self.filter(date__ends_at__lte=timezone.now() - LIST_STAYS)


class SaidOnce(models.Model):
    """Of one date, the fingerprints of who thanked and of who answered. It holds no account, no hour, no order."""

    date = models.OneToOneField(
        WorkshopDate, on_delete=models.CASCADE, primary_key=True, related_name="said_once", verbose_name="date"
    )
    thanks = models.JSONField("ont dit merci", default=list)
    opinions = models.JSONField("ont donné leur avis", default=list)

    objects = SaidOnceQuerySet.as_manager()

    class Meta:
        verbose_name = "parole dite une fois"
        verbose_name_plural = "paroles dites une fois"

    def __str__(self) -> str:
        return f"paroles sur {self.date_id}"
