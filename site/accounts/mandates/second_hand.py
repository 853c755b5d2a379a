"""Of places that their holder has not accepted: whether another coordinator confirms first (permissions).

Until then the holder has nothing to do: neither their home nor « Demandes » counts such a place.
"""

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q

from accounts.models import Mandate, Membership
from accounts.permissions import HANDING_OVER, waits_for_second_hand


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
