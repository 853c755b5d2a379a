"""What the accounts app forgets by itself."""

import datetime

from django.core.management import call_command
from django.utils import timezone

from accounts import drafts
from accounts.models import Draft


def purge() -> int:
    """Drop ended sessions, and drafts left for 30 days; gives the number of drafts dropped."""
    call_command("clearsessions")
    limit = timezone.now() - datetime.timedelta(days=drafts.DAYS_KEPT)
    dropped, _ = Draft.objects.filter(updated_at__lt=limit).delete()
    return dropped
