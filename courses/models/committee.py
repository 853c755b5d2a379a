"""The seats of the committee that chooses the next lessons: offered, named by one person, confirmed by another."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import Membership, User
from accounts.models.given_fields import given_by, moment
from lib.days import months_before

SEAT_MONTHS, OFFER_MONTHS = 12, 6  # a seat lasts; an offer that nobody took is forgotten

IN_THE_TEAM = Q(is_superuser=True) | Q(groups__isnull=False)


class CommitteeSeatQuerySet(models.QuerySet["CommitteeSeat"]):
    """Queries about seats."""

    def open(self) -> Self:
        """Return the seats and the offers of people whose account is open."""
        return self.filter(user__is_active=True)

    def in_force(self) -> Self:
        """Return the seats of those who decide today: confirmed, and of a group or of the team of the site still."""
        in_a_group = Exists(Membership.objects.current().filter(user=OuterRef("user")))
        in_the_team = Exists(User.objects.filter(IN_THE_TEAM, pk=OuterRef("user")))
        confirmed = self.open().filter(confirmed_at__isnull=False, ends_on__gt=timezone.localdate())
        return confirmed.filter(in_a_group | in_the_team)

    def over(self, today: datetime.date) -> Self:
        """Return those to erase: the year is over, or nobody confirmed the offer for OFFER_MONTHS."""
        unanswered = Q(confirmed_at__isnull=True, offered_on__lt=months_before(today, OFFER_MONTHS))
        return self.filter(Q(ends_on__lte=today) | unanswered)


class CommitteeSeat(models.Model):
    """Somebody who offers to choose the next lessons, and sits once two other people said yes, for SEAT_MONTHS.

    Whether they sit as a member of a group is read on the day, never kept (`courses.subjects.committee`).
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="committee_seat", verbose_name="personne"
    )
    offered_on = models.DateField("offerte le", default=timezone.localdate, editable=False)
    named_by = given_by("proposée par")
    confirmed_by = given_by("confirmée par")
    confirmed_at = moment("confirmée le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True, editable=False)

    objects = CommitteeSeatQuerySet.as_manager()

    class Meta:
        verbose_name = "place au comité des leçons"
        verbose_name_plural = "places au comité des leçons"
        ordering = ["offered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(named_by__isnull=True) | Q(confirmed_by__isnull=True) | ~Q(named_by=F("confirmed_by")),
                name="courses_committeeseat_two_people",
            ),
            models.CheckConstraint(
                condition=(Q(named_by__isnull=True) | ~Q(named_by=F("user")))
                & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("user"))),
                name="courses_committeeseat_of_others",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, ends_on__isnull=True)
                | Q(confirmed_at__isnull=False, ends_on__isnull=False),
                name="courses_committeeseat_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.pk} au comité des leçons"
