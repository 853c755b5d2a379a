"""When two accounts are two people: the one rule of every act that asks for several people.

Whoever runs a group may open accounts and name others, so that two accounts prove nothing. The rule follows, from each
account, who gave its place, and who gave theirs, up to a place that the coordination confirmed. Two people are two when
both ways reach such a place **and nobody stands on both**, the coordinators who confirmed included: one person with two
accounts that they made stands on both, whatever the number of accounts between. A place whose giver is not known, or
that was given in a circle, leads nowhere: the coordination confirms it in one press.

Who opened an account says nothing: in most groups one facilitator opens everybody's.
"""

import datetime
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Self

from accounts.models import GroupAct, Mandate, Membership, User
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
    """The accepted places of a group, as they give each other: three queries for the whole group.

    `ran`: who ever did what only those who run the group do; a place that was taken back left no other trace.
    """

    def __init__(self, mandates: Iterable[Place], roles: Iterable[Place], ran: Iterable[int] = ()) -> None:
        self._ran = set(ran)
        self._mandates: dict[int, list[Place]] = {}
        for mandate in mandates:
            self._mandates.setdefault(mandate.holder, []).append(mandate)
        self._roles: dict[int, list[Place]] = {}
        for role in roles:
            self._roles.setdefault(role.holder, []).append(role)

    @classmethod
    def of(cls, group: PeerGroup) -> Self:
        """Return the places of a group."""
        mandates = Mandate.objects.filter(membership__peer_group=group, accepted_at__isnull=False)
        roles = Membership.objects.current().filter(peer_group=group, role_accepted_at__isnull=False)
        acts = GroupAct.objects.filter(peer_group=group, actor__isnull=False).exclude(kind=GroupAct.Kind.JOINED)
        ran = acts.order_by().values_list("actor", flat=True).distinct()
        return cls([place for _, place in _read(mandates, *MANDATE)], [place for _, place in _read(roles, *ROLE)], ran)

    def are_two(self, one: User, other: User, today: datetime.date, elsewhere: Self | None = None) -> bool:
        """Return whether these two people, who run the group, are two people and not one with two accounts.

        `elsewhere`: the places of the group that the other runs, when it is another one.
        Only the shortest way of one is compared with all those of the other: a pair may be refused that a longer way
        would allow, never the contrary.
        """
        beside = elsewhere or self
        return one.pk != other.pk and (
            self._stand_apart(one.pk, beside, other.pk, today) or beside._stand_apart(other.pk, self, one.pk, today)
        )

    def may_be_one(self, speaker: User, holder: User, today: datetime.date) -> bool:
        """Return whether who speaks for the group of the holder of a passport may be that holder.

        Of a holder who has no part in these places they tell nothing. One who gave or held some, or ran the group, and
        holds none today may stand behind the speaker, whose way up may have lost its steps: an account between the two
        is erased, a mandate taken back. One who holds a place may also have been given it by the same person.
        """
        if any(place.covers(today) for place in self._held_by(holder.pk)):
            return not self.are_two(speaker, holder, today)
        gave = any(place.given_by == holder.pk for place in self._all())
        had_a_part = gave or holder.pk in self._ran or bool(self._held_by(holder.pk))
        return had_a_part and self._way_up(speaker.pk, today, without={holder.pk}) is None

    def _held_by(self, holder: int) -> list[Place]:
        return [*self._roles.get(holder, []), *self._mandates.get(holder, [])]

    def _all(self) -> Iterator[Place]:
        return chain(*self._roles.values(), *self._mandates.values())

    def _stand_apart(self, one: int, elsewhere: Self, other: int, today: datetime.date) -> bool:
        way = self._way_up(one, today, without={other})
        return way is not None and elsewhere._way_up(other, today, without=way) is not None

    def _way_up(self, holder: int, today: datetime.date, without: set[int]) -> set[int] | None:
        mandates = [mandate for mandate in self._mandates.get(holder, []) if mandate.covers(today)]
        return self._climb([*self._roles.get(holder, []), *mandates], without)

    def way_above(self, proposer: int, without: set[int]) -> set[int] | None:
        """Return the people on the shortest way from who proposed a pair-advocate; None when no way avoids `without`.

        The proposal has no day: any place that they held counts.
        """
        return self._climb(self._held_by(proposer), without)

    def _climb(self, places: list[Place], without: set[int]) -> set[int] | None:
        """Return the people on the shortest way from these places of one holder to a confirmed place.

        None when no way avoids `without`. Only a mandate lets its holder name others, on the day they held it.
        """
        ways = deque((place, frozenset({place.holder})) for place in places)
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


MANDATE = (
    *("membership__peer_group", "membership__user", "recorded_by", "recorded_on"),
    *("confirmed_at", "confirmed_by", "starts_on", "ends_on"),
)
ROLE = (
    *("peer_group", "user", "role_given_by", "role_given_on"),
    *("role_confirmed_at", "role_confirmed_by", "starts_on", "ends_on"),
)


def _read(rows: MandateQuerySet | MembershipQuerySet, *names: str) -> list[tuple[int, Place]]:
    """Return the places of these rows, each with its group; `names` are MANDATE or ROLE."""
    return [
        (group, Place(holder, giver, given_on, None if confirmed_at is None else by or UNKNOWN, starts_on, ends_on))
        for group, holder, giver, given_on, confirmed_at, by, starts_on, ends_on in rows.order_by("pk").values_list(
            *names
        )
    ]


class Advocates:
    """Today's pair-advocates, with their groups and who stands behind each: one query, three more to compare people."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[set[int], set[int | None]]] = {}
        self._rows: dict[int, list[Membership]] = {}
        for membership in Membership.objects.advocating().select_related("user").order_by("pk"):
            self._rows.setdefault(membership.user_id, []).append(membership)

    def __contains__(self, user: User) -> bool:
        return user.pk in self._rows

    @cached_property
    def _groups(self) -> dict[int, set[int]]:
        """The groups of each of them lately, those where they advocate or not: one leaves, and comes back, at once."""
        found: dict[int, set[int]] = defaultdict(set)
        for user, group in Membership.objects.lately().filter(user__in=self._rows).values_list("user", "peer_group"):
            found[user].add(group)
        return found

    @cached_property
    def _places(self) -> dict[int, Places]:
        """The places of each of their groups; people who left proposed while they were there."""
        groups = {each.peer_group_id for rows in self._rows.values() for each in rows}
        mandates = Mandate.objects.filter(membership__peer_group__in=groups, accepted_at__isnull=False)
        roles = Membership.objects.filter(peer_group__in=groups, role_accepted_at__isnull=False)
        found: dict[int, tuple[list[Place], list[Place]]] = defaultdict(lambda: ([], []))
        for number, read in enumerate((_read(mandates, *MANDATE), _read(roles, *ROLE))):
            for group, place in read:
                found[group][number].append(place)
        return {group: Places(*found[group]) for group in groups}

    def are_two(self, one: User, other: User) -> bool:
        """Return whether these pair-advocates are two people: of two groups, with nobody who stands behind both."""
        ones, others = self._rows.get(one.pk, []), self._rows.get(other.pk, [])
        if self._groups.get(one.pk, set()) & self._groups.get(other.pk, set()):
            return False
        pairs = [(mine, theirs) for mine in ones for theirs in others]
        return any(self._stand_apart(*pair) or self._stand_apart(*reversed(pair)) for pair in pairs)

    def has_second(self, one: User) -> bool:
        """Return whether another pair-advocate, whose account is open, is a second person for this one."""
        people = (rows[0].user for rows in self._rows.values())
        return any(each.is_active and self.are_two(each, one) for each in people)

    def _stand_apart(self, one: Membership, other: Membership) -> bool:
        """Return whether both ways above get to a confirmed place, and nobody stands on both (see `Places.are_two`)."""
        if _behind(one) & _behind(other):
            return False
        way = self._way_above(one, without=_behind(other))
        return way is not None and self._way_above(other, without=_behind(one) | way) is not None

    def _way_above(self, advocate: Membership, without: set[int]) -> set[int] | None:
        proposer = advocate.advocate_given_by_id or UNKNOWN
        if proposer == advocate.advocate_confirmed_by_id:  # the coordination itself
            return {proposer}
        return self._places[advocate.peer_group_id].way_above(proposer, without)

    def may_be_one(self, user: User, advocate: User) -> bool:
        """Return whether `user`, who is no pair-advocate, may be this one, or stand behind them.

        They proposed or confirmed them, or nobody knows who did; they gave their proposer's place; they are of the same
        group; who proposed the one gave the other a place. Another account without any place tells nothing.
        """
        return user.pk == advocate.pk or any(self._may_be(user, each) for each in self._rows.get(advocate.pk, []))

    def _may_be(self, user: User, advocate: Membership) -> bool:
        groups, givers = self._known_of(user)
        if {user.pk, UNKNOWN} & _behind(advocate) or advocate.peer_group_id in groups:
            return True
        leads_up = self._way_above(advocate, without=set()) is not None
        return advocate.advocate_given_by_id in givers or (
            leads_up and self._way_above(advocate, without={user.pk}) is None
        )

    def _known_of(self, user: User) -> tuple[set[int], set[int | None]]:
        """Return the groups of a person lately, and who gave them a place there: two queries, once."""
        if user.pk not in self._known:
            lately = Membership.objects.lately().filter(user=user)
            rows = lately.values_list("peer_group", "role_given_by")
            mandates = Mandate.objects.lately().filter(membership__user=user).values_list("recorded_by", flat=True)
            self._known[user.pk] = {group for group, _ in rows}, {*(giver for _, giver in rows), *mandates}
        return self._known[user.pk]


def _behind(membership: Membership) -> set[int]:
    """Return who stands right behind a pair-advocate: themselves, who proposed them, who confirmed them."""
    people = (membership.user_id, membership.advocate_given_by_id, membership.advocate_confirmed_by_id)
    return {pk or UNKNOWN for pk in people}
