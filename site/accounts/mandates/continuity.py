"""The keyholders of a group, that is the people who run it: two at least, one of them a member and not an employee.

The site warns before an act that would break this rule, and says what to do when it is broken. It forbids nothing: a
person who wants to leave must always be able to.
"""

import datetime
import itertools
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from accounts import two_people
from accounts.models import Mandate, Membership
from accounts.models.belonging import MembershipQuerySet
from directory import closings
from directory.models import PeerGroup
from lib.alphabetical import Alphabetical

FEWEST = 2
ADVICE = (
    "Il en faut deux au moins, dont une personne adhérente. Vous pouvez continuer, puis noter bientôt un autre mandat."
)
DAYS_BEFORE = 30  # open days before the end of a mandate when the group is told what it will lack


class Lack(models.TextChoices):
    """What a group lacks, the most serious first."""

    NOBODY = "nobody", "Plus personne ne s’occuperait des comptes du groupe."
    ALONE = "alone", "Une seule personne s’occuperait des comptes du groupe."
    NO_MEMBER = "no_member", "Aucune personne adhérente ne s’occuperait des comptes du groupe."


def keyholders(
    group: PeerGroup,
    on: datetime.date | None = None,
    *,
    without_mandate: int | None = None,
    without_role_of: int | None = None,
) -> MembershipQuerySet:
    """Return the memberships of the keyholders of a group: those in force, or all those named to be on a given day.

    `without_mandate` and `without_role_of` (primary keys of a mandate, of a membership): as if it were not there.
    """
    if on is None:
        holding = Membership.objects.running()
    else:
        holding = Membership.objects.appointed(on, without_mandate=without_mandate, without_role_of=without_role_of)
    return holding.filter(peer_group=group, user__is_active=True).select_related("user")


def lack(people: Sequence[Membership]) -> Lack | None:
    """Return what a group with these keyholders lacks; None when the rule is met."""
    if not people:
        return Lack.NOBODY
    if len({membership.user_id for membership in people}) < FEWEST:
        return Lack.ALONE
    if all(membership.role == Membership.Role.FACILITATOR for membership in people):
        return Lack.NO_MEMBER
    return None


def lack_after_mandate(mandate: Mandate, ends_on: datetime.date) -> Lack | None:
    """Return what the group would lack once a mandate is over; None for nothing, or for what it lacks anyway."""
    day = max(ends_on + datetime.timedelta(days=1), timezone.localdate())
    group = mandate.membership.peer_group
    after = lack(list(keyholders(group, day, without_mandate=mandate.pk)))
    return None if after == lack(list(keyholders(group, day))) else after


def lack_without_role(membership: Membership) -> Lack | None:
    """Return what the group would lack without a facilitator; None for nothing, or for what it lacks anyway."""
    group = membership.peer_group
    today = timezone.localdate()
    after = lack(list(keyholders(group, today, without_role_of=membership.pk)))
    return None if after == lack(list(keyholders(group, today))) else after


def are_two(group: PeerGroup, people: Sequence[Membership]) -> bool:
    """Return whether two of these keyholders are two people, and not one who named the other."""
    places, today = two_people.Places.of(group), timezone.localdate()
    return any(places.are_two(one.user, other.user, today) for one, other in itertools.combinations(people, 2))


def summary(group: PeerGroup) -> dict[str, Any]:
    """Return, for the group's own page, the keyholders, what the group lacks today, and what it will lack soon."""
    people = list(keyholders(group).order_by(Alphabetical("user__display_name"), "user__username"))
    today = timezone.localdate()
    soon = closings.later_for(group, today + datetime.timedelta(days=DAYS_BEFORE), today)
    missing = lack(people)
    return {
        "people": people,
        "are_two": missing is not None or are_two(group, people),
        "lack": missing,
        "lack_soon": None if missing else lack(list(keyholders(group, soon))),
        "soon": soon,
    }
