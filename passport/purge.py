"""The rows the passport erases by itself when their time has passed."""

import datetime

from django.db import models
from django.utils import timezone

from passport.models import Confirmation, Entry, Opening, SeenInvite, Share, ShareItem
from passport.models.entry import UNDO_DAYS

OPENINGS_KEPT = datetime.timedelta(days=365)
ENDED_SHARES_KEPT = datetime.timedelta(days=92)  # three months, the longest way


def purge() -> int:
    """Erase entries removed 30 days ago, openings of a year ago, shares and their journal three months after their end,
    requests of confirmations that are closed, codes shown that lead nowhere any more.

    Words taken back while a share was being opened leave it too. Return how many rows were erased.
    """
    now = timezone.now()
    past = [
        # One day more than the promise: « jusqu’au 12 mars » includes the evening of the 12th.
        Entry.objects.removed_before(now - datetime.timedelta(days=UNDO_DAYS + 1)),
        Opening.objects.filter(opened_at__lt=now - OPENINGS_KEPT),
        Share.objects.ended_before(now - ENDED_SHARES_KEPT),
        Confirmation.objects.over(),
        SeenInvite.objects.over(),
    ]
    ShareItem.objects.forget_gone_words()
    return sum(_erase(rows) for rows in past)


def _erase(rows: models.QuerySet) -> int:
    _, by_model = rows.delete()
    return by_model.get(rows.model._meta.label, 0)
