"""Whom to ask in a group: the offices held today, and the names of those who accept to be found there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from accounts import names
from accounts.models import Mandate, Membership
from directory.models import PeerGroup
from lib.alphabetical import Alphabetical

FACILITATION = "Animation"


@dataclass(frozen=True)
class Office:
    """An office held today, or the work of facilitators; the names of those whom one may look for, perhaps none."""

    label: str
    names: list[str]


def held_today(group: PeerGroup) -> list[Office]:
    """Return what is held today, in the order of offices; two queries, one when nobody there may be looked for.

    Only who is in the group today is read (the rule of accounts.known_names). The others of an office, and who has not
    accepted it yet, are not named.
    """
    found = _found(group)
    users = {each.user_id: each.user for each in found if each.findable}
    called = names.among(users.values(), group)
    offices = []
    for office, label in [*Mandate.BoardOffice.choices, ("", FACILITATION)]:
        there = [each for each in found if (each.office or "") == office]
        named = [called[each.user_id] for each in there if each.findable and (not office or each.accepted_at)]
        if there:
            offices.append(Office(label, list(dict.fromkeys(named))))
    return offices


def _found(group: PeerGroup) -> list[Any]:
    """Return the memberships, once for each office held today, and those of facilitators, by name."""
    today = timezone.localdate()
    lasts = Q(mandates__ends_on__isnull=True) | Q(mandates__ends_on__gte=today)
    held = FilteredRelation("mandates", condition=Q(mandates__starts_on__lte=today) & lasts)
    present = Membership.objects.current().filter(peer_group=group, user__is_active=True).annotate(held=held)
    animates = Q(role=Membership.Role.FACILITATOR, role_accepted_at__isnull=False)
    found = present.filter(animates | Q(held__isnull=False)).annotate(
        office=F("held__office"), accepted_at=F("held__accepted_at")
    )
    return list(found.select_related("user").order_by(Alphabetical("user__display_name"), "user__username"))
