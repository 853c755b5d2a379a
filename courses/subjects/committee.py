"""Who decides of the next lessons today, and when they agree: members of groups always make the majority.

Nothing of it is kept: somebody who leaves their group, or takes a work there, counts otherwise the same day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from accounts.models import Membership, User
from accounts.permissions import ADMIN_RIGHTS
from courses.models import CommitteeSeat

FEWEST_SEATS = 3


@dataclass(frozen=True)
class Committee:
    """Those who sit today, the members of groups among them, by their keys; `is_of_several_groups`: two or more."""

    seats: frozenset[int]
    members: frozenset[int]
    is_of_several_groups: bool

    @classmethod
    def today(cls) -> Self:
        """Return the committee as it stands. Three queries."""
        seats = frozenset(CommitteeSeat.objects.in_force().values_list("user", flat=True))
        members = members_among(seats)
        return cls(seats, frozenset(members), _are_of_several_groups(members))

    @property
    def sits(self) -> bool:
        """Return whether it may decide: FEWEST_SEATS, more members than others, and not all of one group."""
        enough = len(self.seats) >= FEWEST_SEATS
        return enough and 2 * len(self.members) > len(self.seats) and self.is_of_several_groups

    def agrees(self, people: Collection[int]) -> bool:
        """Return whether these people make more than half of all seats, and more than half of the members' seats."""
        all_of_them, members = self.seats.intersection(people), self.members.intersection(people)
        return 2 * len(all_of_them) > len(self.seats) and 2 * len(members) > len(self.members)


def members_among(people: Collection[int]) -> dict[int, set[int]]:
    """Return the groups of each of these people who is a member, and neither works for a group nor writes the site."""
    present = Membership.objects.current().filter(user__in=people, user__is_active=True)
    rows = present.exclude(user__in=User.objects.filter(ADMIN_RIGHTS).values("pk")).values_list(
        "user", "peer_group", "role"
    )
    found: dict[int, set[int]] = {}
    working = set()
    for user, group, role in rows:
        found.setdefault(user, set()).add(group)
        if role != Membership.Role.MEMBER:
            working.add(user)
    return {user: groups for user, groups in found.items() if user not in working}


def _are_of_several_groups(members: dict[int, set[int]]) -> bool:
    return bool(members) and not set.intersection(*members.values())
