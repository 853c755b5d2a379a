"""On the home of a member: the next dates of their groups, and what changed in those they signed up for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from accounts.home_blocks import Block, Part, Parts
from accounts.models import User
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from gatherings.models import SignUp, Workshop, WorkshopDate
from gatherings.permissions import groups_of

TEMPLATE = "gatherings/includes/home_block.html"
NEXT, NEWS, MOST_GROUPS = 3, 5, 12


@dataclass(frozen=True)
class AtHome:
    """What the block says: the groups, and the dates in order."""

    groups: list[PeerGroup]
    dates: list[Any]  # annotated: is_mine, is_waiting


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the block of whoever is in a group; two queries, whatever their number."""
    groups = list(groups_of(request.user)[:MOST_GROUPS])
    if not groups:
        return []
    return [Block(Part.MEMBER, template=TEMPLATE, card=AtHome(groups, _dates(request.user, groups)))]


def _dates(user: User, groups: list[PeerGroup]) -> list[WorkshopDate]:
    """Return the next dates of these groups, and the person's own that moved, were cancelled, or have few places.

    Of the last, one reads that a place came: nothing else keeps it.
    """
    mine = SignUp.objects.of(user).filter(date=OuterRef("pk"))
    told = Q(is_mine=True) & (Q(changed_on__isnull=False) | Q(places__isnull=False))
    ahead = WorkshopDate.objects.readable_by(user).ahead().select_related("workshop__peer_group")
    found = ahead.annotate(is_mine=Exists(mine), is_waiting=Exists(mine.filter(is_waiting=True)))
    wanted = found.filter(told | Q(workshop__in=Workshop.objects.for_members_of(groups)))
    rank = Case(When(told, then=Value(0)), default=Value(1))
    dates = sorted(wanted.order_by(rank, "starts_at", "pk")[: NEXT + NEWS], key=lambda each: (each.starts_at, each.pk))
    of_groups = [each for each in dates if each.workshop.peer_group_id][:NEXT]
    return [each for each in dates if each in of_groups or (each.is_mine and (each.changed_on or each.places))]
