"""Queries about memberships, mandates, cards, prepared codes and invitations."""

import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import GroupInvitation, LoginCard, Mandate, Membership, SecretReset
    from directory.models import PeerGroup

RESET_WAITS = datetime.timedelta(days=7)


def _covering(day: datetime.date, prefix: str = "") -> models.Q:
    return models.Q(**{f"{prefix}starts_on__lte": day}) & (
        models.Q(**{f"{prefix}ends_on__isnull": True}) | models.Q(**{f"{prefix}ends_on__gte": day})
    )


def _belonging(day: datetime.date, prefix: str = "") -> models.Q:
    """Return what covers a day, except the day on which the person left by themselves: that took effect at once."""
    return _covering(day, prefix) & ~models.Q(
        **{f"{prefix}left_at__isnull": False, f"{prefix}ends_on": day},
    )


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Queries about memberships of groups."""

    def current(self, on: datetime.date | None = None) -> Self:
        """Return the memberships that cover a day (today by default)."""
        return self.filter(_belonging(on or timezone.localdate()))

    def running(
        self,
        on: datetime.date | None = None,
        *,
        without_mandate: int | None = None,
        without_role_of: int | None = None,
    ) -> Self:
        """Return the memberships of those who run a group on a day (today by default): facilitators, board in mandate.

        `without_mandate` and `without_role_of` (primary keys of a mandate, of a membership): as if it were not there.
        """
        day = on or timezone.localdate()
        mandates = apps.get_model("accounts", "Mandate").objects
        in_mandate = mandates.current(day).exclude(models.Q(pk=without_mandate)).values("membership")
        employed = models.Q(role=self.model.Role.FACILITATOR) & ~models.Q(pk=without_role_of or 0)
        return self.current(day).filter(employed | models.Q(pk__in=in_mandate))


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Queries about mandates on the board of a group."""

    def current(self, on: datetime.date | None = None) -> Self:
        """Return the mandates that cover a day (today by default), of a membership that covers it too."""
        day = on or timezone.localdate()
        return self.filter(_covering(day), _belonging(day, "membership__"))

    def overlapping(self, starts_on: datetime.date, ends_on: datetime.date | None) -> Self:
        """Return the mandates that share a day with these dates; without `ends_on`, a day from `starts_on` on."""
        reaching = self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=starts_on))
        return reaching.filter(starts_on__lte=ends_on) if ends_on else reaching

    def of_group(self, group: "PeerGroup") -> Self:
        """Return the mandates on the board of a group, with the people who hold them."""
        return self.filter(membership__peer_group=group).select_related("membership__user")

    def ended(self) -> Self:
        """Return the mandates whose last day has passed."""
        return self.filter(ends_on__lt=timezone.localdate())

    def standing(self) -> Self:
        """Return the mandates of today and those to come."""
        return self.exclude(ends_on__lt=timezone.localdate())


class LoginCardQuerySet(models.QuerySet["LoginCard"]):
    """Queries about login cards."""

    def present(self) -> Self:
        """Return the cards that no other has replaced, paused or not."""
        return self.filter(revoked_at__isnull=True)

    def usable(self) -> Self:
        """Return the cards neither replaced nor paused."""
        return self.filter(revoked_at__isnull=True, paused_at__isnull=True)


class SecretResetQuerySet(models.QuerySet["SecretReset"]):
    """Queries about new codes prepared by two people."""

    def pending(self) -> Self:
        """Return those neither refused nor in service, however old."""
        return self.filter(refused_at__isnull=True, applied_at__isnull=True)

    def waiting(self) -> Self:
        """Return those asked by one person, not confirmed by a second, and not older than RESET_WAITS."""
        return self.pending().filter(confirmed_at__isnull=True, asked_at__gt=timezone.now() - RESET_WAITS)

    def confirmed(self) -> Self:
        """Return those confirmed by a second person and not in service yet."""
        return self.pending().filter(confirmed_at__isnull=False)

    def due(self) -> Self:
        """Return those confirmed whose 24 hours are over."""
        return self.confirmed().filter(takes_effect_at__lte=timezone.now())

    def lapsed(self) -> Self:
        """Return those asked and left without a second person for longer than RESET_WAITS."""
        return self.pending().filter(confirmed_at__isnull=True, asked_at__lte=timezone.now() - RESET_WAITS)

    def to_tell(self) -> Self:
        """Return those confirmed and not refused, in service or not, that their owner has not answered."""
        return self.filter(confirmed_at__isnull=False, refused_at__isnull=True, answered_at__isnull=True)


class GroupInvitationQuerySet(models.QuerySet["GroupInvitation"]):
    """Queries about invitations to join a group."""

    def open(self) -> Self:
        """Return those not used and still in time."""
        return self.filter(used_at__isnull=True, closes_at__gt=timezone.now())
