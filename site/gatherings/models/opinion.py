"""What was said of one date of a workshop: whether it served, and a line. Neither who, nor when, nor in which order.

Answers are read by whole groups of FEWEST of one date: one account gives one a date, so that a group is as many people.
Its key is drawn at random; a group that is complete takes one month: its rows tell nothing apart, and go together.
"""

import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gatherings.models.thanks import this_month
from gatherings.models.workshop import Workshop
from gatherings.models.workshop_date import LIST_STAYS, WorkshopDate
from lib.days import months_before

FEWEST = 5  # answers read together: one answer among few would be somebody's
OPINION_MONTHS = 12
LONGEST_LINE = 200


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Queries about what was said of workshops."""

    def told_of(self, workshop: Workshop) -> Self:
        """Return what may be read of a workshop: the groups that are complete."""
        return self.filter(date__workshop=workshop, is_told=True)

    def alone(self) -> Self:
        """Return those that will never be read: fewer than FEWEST, and nobody may answer any more."""
        return self.filter(is_told=False, date__ends_at__lte=timezone.now() - LIST_STAYS)

    def over(self, today: datetime.date) -> Self:
        """Return those told in a month that ended OPINION_MONTHS ago."""
        return self.filter(is_told=True, month__lt=months_before(today.replace(day=1), OPINION_MONTHS))


class Opinion(models.Model):
    """One answer about a date. No account, no hour, no order; `is_told` once its group is complete."""

    class Served(models.TextChoices):
        YES = "yes", "Oui"
        A_LITTLE = "a_little", "Un peu"
        NO = "no", "Non"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    date = models.ForeignKey(WorkshopDate, on_delete=models.CASCADE, related_name="opinions", verbose_name="date")
    served = models.CharField("a servi", max_length=8, choices=Served.choices)
    words = models.CharField("ce qui serait à changer", max_length=LONGEST_LINE, blank=True)
    month = models.DateField("mois", default=this_month)
    is_told = models.BooleanField("lue avec les autres", default=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        constraints = [
            models.CheckConstraint(
                condition=Q(served__in=["yes", "a_little", "no"]), name="gatherings_opinion_served_known"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="gatherings_opinion_month_only"),
        ]

    def __str__(self) -> str:
        return self.get_served_display()
