"""When two accounts are two people: the one rule of every act that asks for several people.

Whoever runs a group may open accounts and name others, so that two accounts prove nothing. The rule follows, from each
account, who gave its place, and who gave theirs, up to a place that the coordination confirmed. Two people are two when
both ways reach such a place **and nobody stands on both**, the coordinators who confirmed included: one person with two
accounts that they made stands on both, whatever the number of accounts between. A place whose giver is not known, or
that was given in a circle, leads nowhere: the coordination confirms it in one press.

Who opened an account says nothing: in most groups one facilitator opens everybody's.
"""

import datetime
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from accounts.models import Mandate, Membership, User
from accounts.models.belonging import MandateQuerySet, MembershipQuerySet
from directory.models import PeerGroup

UNKNOWN = 0  # somebody whose account is erased: perhaps the same person each time


@dataclass(frozen=True)
class Place:
    """A place in a group: who holds it, who gave it and when, who of the coordination confirmed it.

    `confirmed_by` is None while nobody has; `given_by` is None when nobody knows.
    """

    holder: int
    given_by: int | None
    given_on: datetime.date | None
    confirmed_by: int | None
    starts_on: datetime.date
    ends_on: datetime.date | None

    def covers(self, day: datetime.date) -> bool:
        """Return whether its holder held it that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Places:
    """The accepted places of a group, as they give each other: two queries for the whole group."""

    def __init__(self, mandates: Iterable[Place], roles: Iterable[Place]) -> None:
        self._mandates: dict[int, list[Place]] = {}
        for mandate in mandates:
            self._mandates.setdefault(mandate.holder, []).append(mandate)
        self._roles = {role.holder: role for role in roles}

    @classmethod
    def of(cls, group: PeerGroup) -> Self:
        """Return the places of a group."""
        mandates = Mandate.objects.filter(membership__peer_group=group, accepted_at__isnull=False)
        roles = Membership.objects.current().filter(peer_group=group, role_accepted_at__isnull=False)
        return cls(
            _read(mandates, "membership__user", "recorded_by", "recorded_on", "confirmed_at", "confirmed_by"),
            _read(roles, "user", "role_given_by", "role_given_on", "role_confirmed_at", "role_confirmed_by"),
        )

    def are_two(self, one: User, other: User, today: datetime.date) -> bool:
        """Return whether these two people, who run the group, are two people and not one with two accounts.

        Only the shortest way of one is compared with all those of the other: a pair may be refused that a longer way
        would allow, never the contrary.
        """
        return one.pk != other.pk and (
            self._stand_apart(one.pk, other.pk, today) or self._stand_apart(other.pk, one.pk, today)
        )

    def _stand_apart(self, one: int, other: int, today: datetime.date) -> bool:
        way = self._way_up(one, today, without={other})
        return way is not None and self._way_up(other, today, without=way) is not None

    def _held(self, holder: int, day: datetime.date) -> list[Place]:
        role = self._roles.get(holder)
        mandates = [mandate for mandate in self._mandates.get(holder, []) if mandate.covers(day)]
        return [role, *mandates] if role else mandates

    def _way_up(self, holder: int, today: datetime.date, without: set[int]) -> set[int] | None:
        """Return the people on the shortest way from a holder to a confirmed place; None when no way avoids `without`.

        Only a mandate lets its holder name others, on the day they held it.
        """
        ways = deque((place, frozenset({holder})) for place in self._held(holder, today))
        seen: set[Place] = set()
        while ways:
            place, way = ways.popleft()
            if place in seen:
                continue
            seen.add(place)
            if place.confirmed_by is not None and place.confirmed_by not in without:
                return {*way, place.confirmed_by}
            if place.given_by is None or place.given_by in without or place.given_on is None:
                continue
            for above in self._mandates.get(place.given_by, []):
                if above.covers(place.given_on):
                    ways.append((above, way | {place.given_by}))
        return None


def _read(rows: MandateQuerySet | MembershipQuerySet, *names: str) -> list[Place]:
    """Return the places of these rows; `names` are their holder, giver, day, and when and by whom it was confirmed."""
    return [
        Place(holder, giver, given_on, None if confirmed_at is None else by or UNKNOWN, starts_on, ends_on)
        for holder, giver, given_on, confirmed_at, by, starts_on, ends_on in rows.order_by("pk").values_list(
            *names, "starts_on", "ends_on"
        )
    ]


class Advocates:
    """Today's pair-advocates, with their groups and who stands behind each: one query for all of them."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Membership]] = {}
        for membership in Membership.objects.advocating().order_by("pk"):
            self._rows.setdefault(membership.user_id, []).append(membership)

    def __contains__(self, user: User) -> bool:
        return user.pk in self._rows

    def are_two(self, one: User, other: User) -> bool:
        """Return whether these pair-advocates are two people: of two groups, with nobody who stands behind both."""
        ones, others = self._rows.get(one.pk, []), self._rows.get(other.pk, [])
        if {each.peer_group_id for each in ones} & {each.peer_group_id for each in others}:
            return False
        return any(not (_behind(mine) & _behind(theirs)) for mine in ones for theirs in others)

    def stands_behind(self, user: User, advocate: User) -> bool:
        """Return whether `user` is, proposed or confirmed this pair-advocate, or nobody knows who did."""
        return user.pk == advocate.pk or any(
            {user.pk, UNKNOWN} & _behind(each) for each in self._rows.get(advocate.pk, [])
        )


def _behind(membership: Membership) -> set[int]:
    """Return who stands behind a pair-advocate: themselves, who proposed them, who confirmed them."""
    people = (membership.user_id, membership.advocate_given_by_id, membership.advocate_confirmed_by_id)
    return {pk or UNKNOWN for pk in people}
