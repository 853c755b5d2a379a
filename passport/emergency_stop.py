"""The passport's part of « Tout arrêter »."""

from django.utils import timezone

from accounts.models import User
from passport.models import Confirmation, SeenInvite, Share


def stop_all(user: User) -> None:
    """End for good everything that opens to whoever holds it: shares, codes to scan, a passed device.

    A request to one chosen person stays: it opens to nobody else.
    """
    now = timezone.now()
    Share.objects.of(user).filter(stopped_at__isnull=True, closes_at__gt=now).update(stopped_at=now)
    Confirmation.objects.filter(entry__member=user).invitations().delete()
    SeenInvite.objects.filter(member=user).delete()
