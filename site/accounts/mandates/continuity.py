"""Who holds a group's keys: the people who run it today. Two at least, one of them a member (1-product.md, Governance).

The site warns before an act that would break the rule, and says what to do when it is broken. It forbids nothing: a
group must never be held by somebody who wants to leave.
"""

import datetime
from collections.abc import Sequence

from django.db import models
from django.utils import timezone

from accounts.models import Mandate, Membership
from accounts.querysets import MembershipQuerySet
from directory.models import PeerGroup

FEWEST = 2
ADVICE = (
    "Il en faut deux au moins, dont une personne adhérente. Vous pouvez continuer, puis noter bientôt un autre mandat."
)
DAYS_BEFORE = 30  # how long before a mandate ends the group is told that its keys will be short


class Lack(models.TextChoices):
    """What is missing, in the order it is said."""

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
    """Memberships of the people who hold the keys of a group on a day (today by default).

    `without_mandate` and `without_role_of` (primary keys of a mandate, of a membership) ask what would remain.
    """
    running = Membership.objects.running(on, without_mandate=without_mandate, without_role_of=without_role_of)
    return running.filter(peer_group=group, user__is_active=True).select_related("user")


def lack(people: Sequence[Membership]) -> Lack | None:
    """What is missing to these keyholders; None when the rule is met."""
    if not people:
        return Lack.NOBODY
    if len({membership.user_id for membership in people}) < FEWEST:
        return Lack.ALONE
    if all(membership.role == Membership.Role.FACILITATOR for membership in people):
        return Lack.NO_MEMBER
    return None


def lack_after_mandate(mandate: Mandate, ends_on: datetime.date) -> Lack | None:
    """What would be missing because a mandate is over; None when nothing, or when it is missing anyway."""
    day = max(ends_on + datetime.timedelta(days=1), timezone.localdate())
    group = mandate.membership.peer_group
    after = lack(list(keyholders(group, day, without_mandate=mandate.pk)))
    return None if after == lack(list(keyholders(group, day))) else after


def lack_without_role(membership: Membership) -> Lack | None:
    """What would be missing because a facilitator becomes a member; None when nothing, or when it is anyway."""
    group = membership.peer_group
    after = lack(list(keyholders(group, without_role_of=membership.pk)))
    return None if after == lack(list(keyholders(group))) else after


def summary(group: PeerGroup) -> dict[str, object]:
    """For the group's own page: who holds the keys, what is missing today, and what will be soon."""
    people = list(keyholders(group).order_by("user__display_name"))
    soon = timezone.localdate() + datetime.timedelta(days=DAYS_BEFORE)
    missing = lack(people)
    return {
        "people": people,
        "lack": missing,
        "lack_soon": None if missing else lack(list(keyholders(group, soon))),
        "soon": soon,
        "has_board": any(membership.role == Membership.Role.MEMBER for membership in people),
    }
