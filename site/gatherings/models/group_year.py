"""« Chiffres de l’année »: what a group declares of one year, and what the site counted of it, already masked.

Nobody is named, nor who wrote or signed: the office that signs stands there. Once signed, a trigger of the database
refuses every change, but that a group which is deleted leaves its numbers (migration 0013).
"""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Mandate

OPENS = (1, 15)  # month and day: from then on the year before is counted
KEPT_YEARS = 5  # after the year itself
DAYS, HOURS = 366, 366 * 24
DECLARED = {
    "adherents": "personnes adhérentes",
    "new_adherents": "dont nouvelles cette année",
    "days_open": "jours d’ouverture",
    "hours_open": "heures d’ouverture",
    "activities": "activités différentes",
}


def last_counted(today: datetime.date) -> int:
    """Return the last year that is counted: the one before, from the day when it opens.

    >>> [last_counted(datetime.date(2027, 1, day)) for day in (14, 15)]
    [2025, 2026]
    """
    return today.year - (1 if (today.month, today.day) >= OPENS else 2)


def is_still_whole(year: int, today: datetime.date) -> bool:
    """Return whether nothing of a year is erased yet: opinions go twelve months after their month.

    >>> [is_still_whole(2026, datetime.date(2027, *day)) for day in ((1, 31), (2, 1))]
    [True, False]
    """
    return today < datetime.date(year + 1, 2, 1)


class GroupYearQuerySet(models.QuerySet["GroupYear"]):
    """Queries about the years of groups."""

    def signed(self) -> Self:
        """Return those that the board signed."""
        return self.filter(signed_on__isnull=False)

    def over(self, today: datetime.date) -> Self:
        """Return those that go: signed KEPT_YEARS ago; unsigned, two years after or once their group is gone."""
        is_old = Q(year__lt=today.year - KEPT_YEARS)
        is_left = Q(signed_on__isnull=True) & (Q(year__lt=today.year - 2) | Q(peer_group__isnull=True))
        return self.filter(is_old | is_left)


class GroupYear(models.Model):
    """One year of one group. `counted` holds, by the key of each figure, what may be read of it: gatherings.figures."""

    class SigningOffice(models.TextChoices):
        CHAIR = Mandate.BoardOffice.CHAIR.value, "Présidence"
        SECRETARY = Mandate.BoardOffice.SECRETARY.value, "Secrétariat"

    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.SET_NULL, null=True, related_name="years", verbose_name="groupe"
    )
    year = models.PositiveSmallIntegerField("année")
    counted = models.JSONField("compté par le site", default=dict, editable=False)
    adherents = models.PositiveIntegerField(DECLARED["adherents"], null=True, blank=True)
    new_adherents = models.PositiveIntegerField(DECLARED["new_adherents"], null=True, blank=True)
    days_open = models.PositiveIntegerField(DECLARED["days_open"], null=True, blank=True)
    hours_open = models.PositiveIntegerField(DECLARED["hours_open"], null=True, blank=True)
    activities = models.PositiveIntegerField(DECLARED["activities"], null=True, blank=True)
    signed_on = models.DateField("signé le", null=True, editable=False)
    signed_as = models.CharField("signé par", max_length=9, choices=SigningOffice.choices, blank=True, editable=False)

    wagtail_reference_index_ignore = True  # the usage of a group, in the admin, lists none of its years

    objects = GroupYearQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffres d’une année"
        verbose_name_plural = "chiffres des années"
        constraints = [
            models.UniqueConstraint(fields=["peer_group", "year"], name="gatherings_groupyear_once"),
            models.CheckConstraint(
                condition=Q(signed_as__in=["", "chair", "secretary"]), name="gatherings_groupyear_office_known"
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, signed_as="")
                | Q(signed_on__isnull=False, **{f"{name}__isnull": False for name in DECLARED}) & ~Q(signed_as=""),
                name="gatherings_groupyear_signed_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(new_adherents__isnull=True)
                | Q(adherents__isnull=True)
                | Q(new_adherents__lte=models.F("adherents")),
                name="gatherings_groupyear_new_among_all",
            ),
            models.CheckConstraint(
                condition=(Q(days_open__isnull=True) | Q(days_open__lte=DAYS))
                & (Q(hours_open__isnull=True) | Q(hours_open__lte=HOURS)),
                name="gatherings_groupyear_hours_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peer_group}, {self.year}"

    @property
    def is_whole(self) -> bool:
        """Return whether the board declared every number: it may be signed."""
        return all(getattr(self, name) is not None for name in DECLARED)

    def declared(self) -> list[tuple[str, int | None]]:
        """Return what the board declares, each with its label; None for what lacks."""
        return [(label, getattr(self, name)) for name, label in DECLARED.items()]

    def sign(self, office: str) -> None:
        """Freeze it today, in the name of an office of the board. Call it under a lock of the row."""
        self.signed_on, self.signed_as = timezone.localdate(), office
        self.save(update_fields=["signed_on", "signed_as"])
