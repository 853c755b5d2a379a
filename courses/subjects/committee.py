"""Who decides of the next lessons today, and when they agree: members of groups always make the majority.

Nothing of it is kept: somebody who leaves their group, or takes a work there, counts otherwise the same day.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Self

from accounts.models import Membership, User
from accounts.permissions import ADMIN_RIGHTS
from courses.models import CommitteeSeat

FEWEST_SEATS = 3


@dataclass(frozen=True)
class Committee:
    """Those who sit today, and among them the members of groups, one a group, by their keys."""

    seats: frozenset[int]
    members: frozenset[int]

    @classmethod
    def today(cls) -> Self:
        """Return the committee as it stands. Three queries."""
        seats = list(CommitteeSeat.objects.in_force().order_by("pk").values_list("user", flat=True))
        return cls(frozenset(seats), frozenset(_one_a_group(seats, members_among(seats))))

    @property
    def sits(self) -> bool:
        """Return whether it may decide: FEWEST_SEATS, and more members than others."""
        return len(self.seats) >= FEWEST_SEATS and 2 * len(self.members) > len(self.seats)

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


def _one_a_group(seats: list[int], members: dict[int, set[int]]) -> Iterator[int]:
    """Yield the members who count as such: whoever runs a group opens accounts there, which are one voice at most."""
    met: set[int] = set()
    for user in seats:
        if user in members and met.isdisjoint(members[user]):
            met |= members[user]
            yield user
