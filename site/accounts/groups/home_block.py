"""On the home of who runs groups: what waits there, and the way in. Never the name of a person."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.home_blocks import Block, Line, Part, Parts
from accounts.mandates import continuity
from accounts.mandates.continuity import DAYS_BEFORE, Lack
from accounts.models import Mandate, Membership
from accounts.models.planned_place import PLANNED
from accounts.permissions import groups_facilitated_by, groups_of_board
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from lib.text import NBSP

LACKS = {
    Lack.NOBODY: "Plus personne ne s’occupe des comptes",
    Lack.ALONE: "Une seule personne s’occupe des comptes",
    Lack.NO_MEMBER: "Aucune personne adhérente ne s’occupe des comptes",
}


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the block of the groups that the member facilitates: four queries, whatever their number."""
    groups = list(groups_facilitated_by(request.user).order_by("name"))
    return [_block(Part.FACILITATOR, groups, "Vous animez")] if groups else []


def blocks_of_elected(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the block of the groups on whose board the member sits: four queries, whatever their number."""
    groups = list(groups_of_board(request.user).order_by("name"))
    return [_block(Part.ELECTED, groups, f"Au bureau{NBSP}:")] if groups else []


def _block(part: Part, groups: list[PeerGroup], what: str) -> Block:
    waits = _Waits(groups)
    lines = [_line(group, *each, alone=len(groups) == 1) for group in groups for each in waits.of(group)]
    if len(groups) == 1:
        title = f"{what} {groups[0].name}"
        door = Line("Ouvrir l’espace du groupe", reverse("groups:home", args=[groups[0].slug]))
    else:
        title, door = f"{what} {len(groups)} groupes", Line("Ouvrir mes groupes", reverse("groups:index"))
    return Block(part, title, lines=lines, door=door)


def _line(group: PeerGroup, words: str, screen: str, *, alone: bool) -> Line:
    return Line(words if alone else f"{group.name} : {words}", reverse(f"groups:{screen}", args=[group.slug]))


class _Waits:
    """What is known of several groups at once: keyholders, places not accepted or planned, mandates that end."""

    def __init__(self, groups: list[PeerGroup]) -> None:
        self.holders: dict[int, list[Membership]] = defaultdict(list)
        for holder in Membership.objects.running().filter(peer_group__in=groups, user__is_active=True):
            self.holders[holder.peer_group_id].append(holder)
        self._read_places(groups)
        self.ending: set[int] = set()
        soon = timezone.localdate() + datetime.timedelta(days=DAYS_BEFORE)
        standing = Mandate.objects.standing().filter(
            Q(accepted_at__isnull=True) | Q(ends_on__lte=soon, replaced_by__isnull=True),
            membership__in=Membership.objects.current().filter(peer_group__in=groups),
        )
        for group, accepted_at, ends_on in standing.values_list("membership__peer_group", "accepted_at", "ends_on"):
            if accepted_at is None:
                self.not_accepted.add(group)
            elif ends_on and ends_on <= soon:
                self.ending.add(group)

    def _read_places(self, groups: list[PeerGroup]) -> None:
        """Read the work of facilitators not accepted yet, and the places planned: one query for both."""
        self.not_accepted: set[int] = set()
        self.planned: set[int] = set()
        role = Q(role=Membership.Role.FACILITATOR, role_accepted_at__isnull=True)
        waiting = Membership.objects.current().filter(role | PLANNED, peer_group__in=groups)
        for group, is_role in waiting.annotate(is_role=role).values_list("peer_group", "is_role"):
            (self.not_accepted if is_role else self.planned).add(group)

    def of(self, group: PeerGroup) -> Iterator[tuple[str, str]]:
        """Yield what waits in a group, the most serious first, and the name of the screen where it is seen to."""
        lacking = continuity.lack(self.holders[group.pk])
        if lacking:
            yield LACKS[lacking], "home"
        if group.pk in self.not_accepted:
            yield "Une place attend le code de la personne qui la reçoit", "places"
        if group.pk in self.planned:
            yield "Une place prévue peut être proposée", "people"
        if group.pk in self.ending:
            yield "Un mandat se termine bientôt", "mandates"
        if group.waits_for_its_people:
            yield "La page du groupe dans l’annuaire est à relire", "page"
