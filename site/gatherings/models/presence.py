"""Who said that their name goes with a date: by their own act, for thirty days at most.

Nobody lists the dates of one person: the queries are of one date, or of the person who asks for themselves.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from gatherings.models.workshop_date import LIST_STAYS, NAMES_STAY, WorkshopDate
from lib.kept_statement import Moment


def _in_time() -> Q:
    """Return what `WorkshopDate.takes_answers` says, for many dates."""
    open_still = Q(date__closed_on__isnull=True, date__ends_at__gt=Moment(-LIST_STAYS))
    return open_still | Q(date__closed_on__gte=timezone.localdate() - LIST_STAYS)


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Queries about who was there."""

    def of(self, user: User) -> Self:
        """Return what a person said, or is asked, of themselves."""
        return self.filter(user=user)

    def said(self) -> Self:
        """Return those whose name the person said."""
        return self.filter(is_said=True)

    def asked_of(self, user: User) -> Self:
        """Return what a leader asks of a person, while they may answer."""
        return self.of(user).filter(_in_time(), is_said=False)

    def unanswered(self) -> Self:
        """Return what a leader asked, and that nobody may answer any more."""
        return self.exclude(_in_time()).filter(is_said=False)

    def too_old(self) -> Self:
        """Return those of dates over for thirty days."""
        return self.filter(date__ends_at__lte=timezone.now() - NAMES_STAY)


class Presence(models.Model):
    """A person at a date. Written by a leader, it is a question (`is_said` is false) until the person says yes."""

    date = models.ForeignKey(WorkshopDate, on_delete=models.CASCADE, related_name="presences", verbose_name="date")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences", verbose_name="personne"
    )
    is_said = models.BooleanField("dit par la personne", default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        verbose_name_plural = "présences"
        constraints = [models.UniqueConstraint(fields=["date", "user"], name="gatherings_presence_once")]

    def __str__(self) -> str:
        return f"présence à {self.date}"
