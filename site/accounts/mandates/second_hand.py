"""When a place that one coordinator gives serves only once another coordinator has confirmed it.

Until then the holder has nothing to do: neither their home nor « Demandes » counts such a place.
"""

import datetime

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q

from accounts.models import Mandate, Membership, User
from accounts.permissions import HANDING_OVER, is_coordinator
from directory.models import PeerGroup


def needs_second_hand(group: PeerGroup, holder: User | None = None) -> bool:
    """Return whether a place that the coordination gives in this group serves only once another coordinator confirms.

    Where others belong, or belonged: one coordinator alone would give the place to another account of theirs, and read
    who belongs to the group. `holder` is no other.
    """
    others = Membership.objects.filter(peer_group=group)
    if holder is not None:
        others = others.exclude(user=holder)
    return others.exists()


def waits_for_second_hand(membership: Membership, giver: User | None, given_on: datetime.date | None) -> bool:
    """Return whether a place not confirmed yet waits so: its giver had no office of the group, nor just left one."""
    offices = Mandate.objects.filter(membership__user=giver, membership__peer_group=membership.peer_group)
    offices = offices.filter(accepted_at__isnull=False)
    by_the_board = given_on is not None and offices.overlapping(given_on - HANDING_OVER, given_on).exists()
    return not by_the_board and needs_second_hand(membership.peer_group, membership.user)


def confirms_at_once(user: User, group: PeerGroup, holder: User | None = None) -> bool:
    """Return whether the place that `user` gives is confirmed by the same act: a coordinator's, with no second hand."""
    return is_coordinator(user) and not needs_second_hand(group, holder)


def is_awaited(place: Mandate | Membership) -> bool:
    """Return whether a mandate, or the work of a facilitator, waits for the coordination before its holder."""
    if isinstance(place, Mandate):
        is_open = place.accepted_at is None and place.confirmed_at is None
        return is_open and waits_for_second_hand(place.membership, place.recorded_by, place.recorded_on)
    is_open = place.role_accepted_at is None and place.role_confirmed_at is None
    return is_open and waits_for_second_hand(place, place.role_given_by, place.role_given_on)


def _awaited(to_group: str, confirmed: str, given_by: str, given_on: str) -> Q:
    """Return the same rule as `waits_for_second_hand`, for the rows of a query; `to_group` leads to the membership."""
    group = OuterRef(f"{to_group}peer_group")
    offices = Mandate.objects.filter(
        accepted_at__isnull=False,
        membership__user=OuterRef(given_by),
        membership__peer_group=group,
        starts_on__lte=OuterRef(given_on),
    ).annotate(in_touch_until=ExpressionWrapper(F("ends_on") + HANDING_OVER, output_field=DateField()))
    of_the_board = offices.filter(Q(ends_on__isnull=True) | Q(in_touch_until__gte=OuterRef(given_on)))
    others = Membership.objects.filter(peer_group=group).exclude(user=OuterRef(f"{to_group}user"))
    return Q(**{f"{confirmed}__isnull": True}) & ~Exists(of_the_board) & Exists(others)


MANDATES = _awaited("membership__", "confirmed_at", "recorded_by", "recorded_on")
ROLES = _awaited("", "role_confirmed_at", "role_given_by", "role_given_on")
