"""Those who put people in touch in a group: named by one who runs it, confirmed by a second, accepted by themselves."""

import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Membership, User
from accounts.models.given_fields import given_by, moment

NAMING_STAYS = datetime.timedelta(days=60)  # unanswered


class MediatorQuerySet(models.QuerySet["Mediator"]):
    """Queries about those who put people in touch."""

    def present(self) -> Self:
        """Return those of people who are in the group today."""
        return self.filter(membership__in=Membership.objects.current().filter(user__is_active=True))

    def of_nobody(self) -> Self:
        """Return those that nobody may confirm: who named them runs the group no more, or erased their account."""
        running = Membership.objects.running().filter(user=OuterRef("named_by"))
        runs = Exists(running.filter(peer_group=OuterRef("membership__peer_group")))
        return self.filter(~runs, confirmed_at__isnull=True)

    def standing(self) -> Self:
        """Return those of people who are in the group today, confirmed or that somebody may confirm."""
        return self.present().exclude(pk__in=self.model.objects.of_nobody().values("pk"))

    def in_force(self) -> Self:
        """Return those who read the pairs today: confirmed by a second person, and accepted."""
        return self.present().filter(confirmed_at__isnull=False, accepted_at__isnull=False)

    def to_accept(self, user: User) -> Self:
        """Return what is proposed to a person, confirmed or not."""
        return self.standing().filter(membership__user=user, accepted_at__isnull=True)

    def to_confirm(self, user: User) -> Self:
        """Return those that wait for a second person, in the groups that a person runs, named by somebody else."""
        run = Membership.objects.running().filter(user=user).values("peer_group")
        waiting = self.standing().filter(confirmed_at__isnull=True, membership__peer_group__in=run)
        return waiting.exclude(named_by=user).exclude(membership__user=user)

    def over(self) -> Self:
        """Return those to erase: of who left the group, unanswered for NAMING_STAYS, or that nobody may confirm."""
        old = Q(named_on__lt=timezone.localdate() - NAMING_STAYS)
        unanswered = old & (Q(confirmed_at__isnull=True) | Q(accepted_at__isnull=True))
        return self.filter(~Q(pk__in=self.model.objects.standing().values("pk")) | unanswered)


class Mediator(models.Model):
    """A member who reads, one after another, the pairs of wishes that fit in their own group, never their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="mediator", verbose_name="adhésion"
    )
    named_by = given_by("proposé par")
    named_on = models.DateField("proposé le", default=timezone.localdate, editable=False)
    confirmed_by = given_by("confirmé par")
    confirmed_at = moment("confirmé le")
    accepted_at = moment("accepté le")

    objects = MediatorQuerySet.as_manager()

    class Meta:
        verbose_name = "personne qui met en relation"
        verbose_name_plural = "personnes qui mettent en relation"
        constraints = [
            models.CheckConstraint(
                condition=Q(named_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | ~Q(named_by=models.F("confirmed_by")),
                name="gatherings_mediator_named_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"mise en relation {self.pk}"
