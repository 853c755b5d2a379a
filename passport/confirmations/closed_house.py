"""What is asked of somebody waits while the house of both people is closed.

The groups that both are in, and no other: a later day would tell the one that the other belongs elsewhere.
"""

import datetime
from typing import cast

from django.utils import timezone

from accounts.models import Membership, User
from directory import closings
from directory.closed_days import ClosedDay
from directory.models import Collective, PeerGroup
from passport.models import Confirmation
from passport.querysets import ANSWER_DAYS


def answer_by(holder: User, person: User, asked_on: datetime.date) -> datetime.date | None:
    """Return the last day to answer, when a group of both people is closed before; None for the usual one."""
    theirs = Membership.objects.current().filter(user=holder).values("peer_group")
    both = Membership.objects.current().filter(user=person, peer_group__in=theirs).values("peer_group")
    closed = ClosedDay.objects.filter(peer_group__in=both, day__gte=asked_on).as_dates()
    last = asked_on + datetime.timedelta(days=ANSWER_DAYS)
    later = closings.later(last, asked_on, closed)
    return later if later > last else None


def lengthen(place: PeerGroup | Collective, **_signal: object) -> None:
    """Give what the people of a group ask of each other the days on which it is closed. A signal handler.

    A day that was told to both is never taken back.
    """
    if not isinstance(place, PeerGroup):
        return
    there = Membership.objects.current().filter(peer_group=place).values("user")
    waiting = Confirmation.objects.requests().filter(entry__member__in=there, confirmer__in=there)
    for asked in waiting.select_related("entry__member", "confirmer"):
        person = cast("User", asked.confirmer)  # of each of these requests
        day = answer_by(asked.entry.member, person, timezone.localdate(asked.asked_at))
        if day and day > asked.answer_until:
            Confirmation.objects.filter(pk=asked.pk).update(answer_by=day)
