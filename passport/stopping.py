"""The passport's part of « Tout arrêter »."""

from django.utils import timezone

from accounts.models import User
from passport.models import Share


def stop_all(user: User) -> None:
    """Stop every share of a person that is not over, at once and for good."""
    now = timezone.now()
    Share.objects.of(user).filter(stopped_at__isnull=True, closes_at__gt=now).update(stopped_at=now)
