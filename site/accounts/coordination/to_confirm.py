"""Groups where a place waits for a coordinator other than who gave it, or who confirmed the other place."""

from collections import defaultdict
from typing import NamedTuple

from accounts.models import Mandate, Membership, User
from accounts.permissions import COORDINATION

FEWEST = 2  # two people, confirmed by two: accounts.two_people


class _Place(NamedTuple):
    group: int
    holder: int
    given_by: int | None
    is_accepted: bool
    is_confirmed: bool
    confirmed_by: int | None


def groups() -> set[int]:
    """Return the keys of those groups, in three queries."""
    coordinators = set(User.objects.filter(groups__name=COORDINATION).values_list("pk", flat=True))
    by_group: dict[int, list[_Place]] = defaultdict(list)
    for place in [*_mandates(), *_roles()]:
        by_group[place.group].append(place)
    return {group for group, places in by_group.items() if _waits(places, coordinators)}


def _waits(places: list[_Place], coordinators: set[int]) -> bool:
    """Return whether one was given by a coordinator alone, or two people in charge are not confirmed by two."""
    if any(not (each.is_accepted or each.is_confirmed) and each.given_by in coordinators for each in places):
        return True
    accepted = [each for each in places if each.is_accepted]
    confirmers = {each.confirmed_by for each in accepted if each.confirmed_by}
    return len({each.holder for each in accepted}) >= FEWEST > len(confirmers)


def _mandates() -> list[_Place]:
    columns = ("membership__peer_group", "membership__user", "recorded_by")
    rows = (
        Mandate.objects.current()
        .filter(membership__user__is_active=True)
        .values_list(*columns, "accepted_at", "confirmed_at", "confirmed_by")
    )
    return [_place(*row) for row in rows]


def _roles() -> list[_Place]:
    columns = ("peer_group", "user", "role_given_by")
    rows = Membership.objects.current().filter(role=Membership.Role.FACILITATOR, user__is_active=True)
    return [
        _place(*row) for row in rows.values_list(*columns, "role_accepted_at", "role_confirmed_at", "role_confirmed_by")
    ]


def _place(group: int, holder: int, given_by: int | None, accepted_at: object, at: object, by: int | None) -> _Place:
    return _Place(group, holder, given_by, accepted_at is not None, at is not None, by)
