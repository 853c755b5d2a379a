"""What waits for the people of a group while its house is closed (docs/architecture.md#delays).

The delay of a card that nobody has used is kept in the database: later when a closing is written, sooner when one is
taken back. It then has FIRST_USE from that day at least: what a paper says stays true.
"""

import datetime

from django.utils import timezone

from accounts.models import Draft, LoginCard, Membership, User
from accounts.models.card import FIRST_USE
from directory import closings
from directory.closed_days import ClosedDay
from directory.models import Collective, PeerGroup


def closed_for(user: User, since: datetime.date) -> set[datetime.date]:
    """Return the days, from `since` on, on which a group of a person is closed; one query."""
    groups = Membership.objects.current().filter(user=user).values("peer_group")
    return ClosedDay.objects.filter(peer_group__in=groups, day__gte=since).as_dates()


def first_use_by(user: User, issued_at: datetime.datetime) -> datetime.datetime:
    """Return until when the first card of an account must serve: FIRST_USE, and the days on which its house is closed.

    An account that nobody has entered is in the groups that opened it, and tells nothing of another.
    """
    since = timezone.localdate(issued_at)
    last = since + FIRST_USE
    return issued_at + FIRST_USE + (closings.later(last, since, closed_for(user, since)) - last)


def lengthen_cards(place: PeerGroup | Collective, **_signal: object) -> None:
    """Give the unused cards of the people of a group the days on which it is closed, or take them back (a signal).

    A card that has lapsed stays so: it is printed again. A closing taken back leaves FIRST_USE from now at most, and
    the days still closed: written and taken back at once, it would else have lengthened each card for good.
    """
    if not isinstance(place, PeerGroup):
        return
    there = Membership.objects.current().filter(peer_group=place).values("user")
    waiting = LoginCard.objects.present().filter(first_use_by__isnull=False, user__in=there).select_related("user")
    for card in waiting.select_for_update(of=("self",)):
        until = first_use_by(card.user, card.issued_at)
        most = max(until, first_use_by(card.user, timezone.now()))
        LoginCard.objects.filter(pk=card.pk, first_use_by__lt=until).update(first_use_by=until)
        LoginCard.objects.filter(pk=card.pk, first_use_by__gt=most).update(first_use_by=most)


def over_drafts(days: int) -> list[int]:
    """Return the keys of the texts begun that nobody touched for `days`, those on which a house is closed not counted.

    Some write only on the tablet of the house.
    """
    today, limit = timezone.localdate(), timezone.now() - datetime.timedelta(days=days)
    over = list(Draft.objects.filter(updated_at__lt=limit).select_related("user"))
    oldest = timezone.now() - datetime.timedelta(days=days + closings.MOST_ADDED)
    closed = {
        user: closed_for(user, today - datetime.timedelta(days=days + closings.MOST_ADDED))
        for user in {draft.user for draft in over if draft.updated_at > oldest}
    }
    return [draft.pk for draft in over if not _still_runs(draft.updated_at, days, closed.get(draft.user, set()))]


def _still_runs(began: datetime.datetime, days: int, closed: set[datetime.date]) -> bool:
    since = timezone.localdate(began)
    last = since + datetime.timedelta(days=days)
    return bool(closed) and timezone.localdate() <= closings.later(last, since, closed)
