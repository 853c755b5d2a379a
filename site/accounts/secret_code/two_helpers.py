"""Who may help a person of a group with a forgotten code: a facilitator and a board member, who are two people."""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from accounts import permissions, two_people
from accounts.models import GroupAct, Mandate, Membership, User
from directory.models import PeerGroup

SETTLED = datetime.timedelta(days=7)
MOVES = (GroupAct.Kind.ROLE_CHANGED, GroupAct.Kind.MANDATE_RECORDED)
FACILITATOR, BOARD = "facilitator", "board"
BOTH = {FACILITATOR, BOARD}


def make_a_pair(one: set[str], other: set[str]) -> bool:
    """Return whether two people, of whom each has these kinds, are a facilitator and a board member.

    >>> make_a_pair({"facilitator"}, {"facilitator"}), make_a_pair({"board"}, {"facilitator"})
    (False, True)
    """
    return any({first, second} == BOTH for first in one for second in other)


@dataclass(frozen=True)
class Helpers:
    """Who may help a person today: each with their kinds (FACILITATOR, BOARD), and how their places were given."""

    kinds: dict[User, set[str]]
    places: two_people.Places

    def make_a_pair(self, one: User, other: User) -> bool:
        """Return whether these two may help together: one of each kind, and two people."""
        ones, others = self.kinds.get(one, set()), self.kinds.get(other, set())
        return make_a_pair(ones, others) and self.places.are_two(one, other, timezone.localdate())

    def pairs_of(self, helper: User) -> list[User]:
        """Return those who may be the second helper beside this one."""
        return [other for other in self.kinds if self.make_a_pair(helper, other)]

    @property
    def are_possible(self) -> bool:
        """Return whether two of these people can prepare a code together."""
        return any(self.make_a_pair(one, other) for one, other in itertools.combinations(self.kinds, 2))

    @property
    def are_one(self) -> bool:
        """Return whether both kinds are there, but nothing says that they are two people."""
        kinds = itertools.combinations(self.kinds.values(), 2)
        return not self.are_possible and any(make_a_pair(one, other) for one, other in kinds)


def helpers(group: PeerGroup, owner: User) -> Helpers:
    """Return who may help `owner` in `group` today.

    A kind counts once it is a week old, accepted by its holder included: the others have had time to see it.
    """
    day, moment = timezone.localdate() - SETTLED, timezone.now() - SETTLED
    settled = (
        Membership.objects.running()
        .filter(peer_group=group, starts_on__lte=day, user__is_active=True)
        .exclude(user=owner)
    )
    elected = set(
        Mandate.objects.in_force()
        .filter(membership__peer_group=group, starts_on__lte=day, recorded_on__lte=day, accepted_at__lte=moment)
        .values_list("membership", flat=True)
    )
    recent = GroupAct.objects.filter(peer_group=group, kind__in=MOVES)
    moved = set(recent.filter(done_at__gt=moment).values_list("subject", flat=True))
    found: dict[User, set[str]] = {}
    for membership in settled.select_related("user"):
        kinds = found.setdefault(membership.user, set())
        accepted = membership.role_accepted_at
        if accepted and accepted <= moment and membership.user_id not in moved:
            kinds.add(FACILITATOR)
        if membership.pk in elected and membership.user_id not in moved:
            kinds.add(BOARD)
    return Helpers(found, two_people.Places.of(group))


class Missing(models.TextChoices):
    """What a group lacks to prepare a forgotten code, for the page of those who run it."""

    FACILITATOR = "facilitator", "il manque une personne qui anime le groupe, et qui a accepté sa place."
    BOARD = "board", "il manque une personne du bureau, en mandat."
    WEEK = "week", "une personne qui anime et une du bureau tiennent leur place depuis une semaine au moins."
    CONFIRMED = "confirmed", "deux personnes de la coordination confirment d’abord ces places."


def missing(group: PeerGroup, running: Iterable[Membership]) -> Missing | None:
    """Return what the group lacks to help any member with a forgotten code; None when two of its people can.

    `running`: the memberships of those who run it today.
    """
    roles = {membership.role for membership in running}
    if Membership.Role.FACILITATOR not in roles:
        return Missing.FACILITATOR
    if len(roles) == 1:
        return Missing.BOARD
    helping = helpers(group, permissions.nobody())
    if helping.are_possible:
        return None
    return Missing.CONFIRMED if helping.are_one else Missing.WEEK
