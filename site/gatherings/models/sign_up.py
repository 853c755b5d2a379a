"""Who signed up for a date of a workshop: read by that person alone. The others see how many places are taken."""

from typing import Self

from django.conf import settings
from django.db import models

from accounts.models import User
from gatherings.models.workshop_date import WorkshopDate


class SignUpQuerySet(models.QuerySet["SignUp"]):
    """Queries about sign-ups."""

    def of(self, user: User) -> Self:
        """Return the sign-ups of a person."""
        return self.filter(user=user)

    def holding_a_place(self) -> Self:
        """Return those that hold a place."""
        return self.filter(is_waiting=False)

    def in_line(self) -> Self:
        """Return those of the waiting list, in the order in which they came: no hour is kept."""
        return self.filter(is_waiting=True).order_by("pk")


class SignUp(models.Model):
    """A person signed up for a date, or waiting for a place."""

    date = models.ForeignKey(WorkshopDate, on_delete=models.CASCADE, related_name="sign_ups", verbose_name="date")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ups", verbose_name="personne"
    )
    is_waiting = models.BooleanField("attend une place", default=False)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        verbose_name_plural = "inscriptions"
        constraints = [models.UniqueConstraint(fields=["date", "user"], name="gatherings_signup_once")]

    def __str__(self) -> str:
        return f"inscription à {self.date}"
