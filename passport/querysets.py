"""What one asks of the passport, in the holder's words."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class SkillQuerySet(models.QuerySet):
    def offered(self) -> Self:
        """Skills proposed to members (not retired)."""
        return self.filter(is_active=True)


class ProposalQuerySet(models.QuerySet):
    def of(self, member: "User") -> Self:
        """The member's own proposals."""
        return self.filter(member=member)


class EntryQuerySet(models.QuerySet):
    def of(self, member: "User") -> Self:
        """The member's own lines, removed ones included."""
        return self.filter(member=member)

    def standing(self) -> Self:
        """Lines that were not removed."""
        return self.filter(removed_at__isnull=True)


class ShareQuerySet(models.QuerySet):
    def of(self, member: "User") -> Self:
        """The member's own shares."""
        return self.filter(member=member)

    def open(self) -> Self:
        """Shares a reader may see now: begun, not over, not stopped."""
        now = timezone.now()
        return self.filter(opens_at__lte=now, closes_at__gt=now, stopped_at__isnull=True)
