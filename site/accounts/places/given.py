"""The places of a group that give power: given, accepted by their holder with their own code, confirmed.

A mandate and the work of a facilitator are in force once accepted; a pair-advocate, once the coordination confirmed.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts import journal
from accounts.mandates import second_hand
from accounts.models import GroupAct, Mandate, Membership, User
from accounts.permissions import (
    HANDING_OVER,
    can_name_facilitator,
    can_record_mandate,
)
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from lib.alphabetical import Alphabetical
from lib.french_dates import write_day
from lib.secrets import Purpose, fingerprint

SHOWN = Purpose("what a page shows of a place, or of several", prefix="accounts.place:")
MANDATE, ROLE, ADVOCATE = "mandat", "animation", "pair-advocate"
KINDS = (MANDATE, ROLE, ADVOCATE)
FACILITATOR = Membership.Role.FACILITATOR


class PlaceChangedError(Exception):
    """Raised when a place is no longer the one that was read: given anew, corrected, or gone."""


@dataclass(frozen=True)
class GivenPlace:
    """One place: its kind (of KINDS), the row it stands in, its holder, and how far it has come.

    `days` are those of a mandate, in words; `given_on` is unknown for a pair-advocate.
    """

    kind: str
    row: Mandate | Membership
    membership: Membership
    label: str
    days: str
    given_by: User | None
    given_on: datetime.date | None
    accepted_at: datetime.datetime | None
    confirmed_by: User | None
    confirmed_at: datetime.datetime | None

    @property
    def pk(self) -> int:
        """Return the key of the row, in the addresses of the place."""
        return self.row.pk

    @property
    def seen(self) -> str:
        """Return the fingerprint of what whoever accepts or confirms it agrees to: who, what, which days, by whom.

        Neither its acceptance nor its confirmation is in it: both are to come when it is read, and change none of this.
        """
        people = [(user.pk, str(user)) if user else None for user in (self.membership.user, self.given_by)]
        given_on = str(self.given_on or "")
        return fingerprint(SHOWN, json.dumps([self.kind, self.pk, self.label, self.days, given_on, people]))

    @property
    def waits_for_coordinator(self) -> bool:
        """Return whether it is a pair-advocate's, whom no coordinator confirmed yet."""
        return self.kind == ADVOCATE and self.confirmed_at is None

    @property
    def waits_for_holder(self) -> bool:
        """Return whether its holder has not accepted it yet. A pair-advocate has nothing to accept."""
        return self.kind != ADVOCATE and self.accepted_at is None


def seen_of(places: Iterable[GivenPlace]) -> str:
    """Return the fingerprint of what a page shows of several places, accepted in one press."""
    return fingerprint(SHOWN, " ".join(place.seen for place in places))


def _days(mandate: Mandate) -> str:
    first = f"du {write_day(mandate.starts_on, 'j F Y')}"
    return f"{first} au {write_day(mandate.ends_on, 'j F Y')}" if mandate.ends_on else f"à partir {first}"


def _of_mandate(mandate: Mandate) -> GivenPlace:
    return GivenPlace(
        MANDATE,
        mandate,
        mandate.membership,
        mandate.get_office_display(),
        _days(mandate),
        mandate.recorded_by,
        mandate.recorded_on,
        mandate.accepted_at,
        mandate.confirmed_by,
        mandate.confirmed_at,
    )


def _of_role(membership: Membership) -> GivenPlace:
    return GivenPlace(
        ROLE,
        membership,
        membership,
        "Anime le groupe",
        "",
        membership.role_given_by,
        membership.role_given_on,
        membership.role_accepted_at,
        membership.role_confirmed_by,
        membership.role_confirmed_at,
    )


def _of_advocate(membership: Membership) -> GivenPlace:
    return GivenPlace(
        ADVOCATE,
        membership,
        membership,
        "Pair-advocate",
        "",
        membership.advocate_given_by,
        None,
        None,
        membership.advocate_confirmed_by,
        membership.advocate_confirmed_at,
    )


def _places(mandates: Q, memberships: Q) -> list[GivenPlace]:
    """Return the places in mandates not over, and in present memberships: two queries."""
    held = Mandate.objects.standing().filter(mandates, membership__in=Membership.objects.current())
    held = held.select_related("membership__user", "membership__peer_group", "recorded_by", "confirmed_by")
    present = Membership.objects.current().filter(memberships)
    present = present.filter(Q(role=FACILITATOR) | Q(is_peer_advocate=True)).select_related(
        "user", "peer_group", "role_given_by", "role_confirmed_by", "advocate_given_by", "advocate_confirmed_by"
    )
    found = [_of_mandate(mandate) for mandate in held.order_by("starts_on", "pk")]
    for membership in present.order_by(Alphabetical("user__display_name"), "user__username"):
        if membership.role == FACILITATOR:
            found.append(_of_role(membership))
        if membership.is_peer_advocate:
            found.append(_of_advocate(membership))
    return found


def places_of(group: PeerGroup) -> list[GivenPlace]:
    """Return the places of a group, of today and to come."""
    return _places(Q(membership__peer_group=group), Q(peer_group=group))


def find(group: PeerGroup, kind: str, pk: int) -> GivenPlace | None:
    """Return a place of a group by its kind and the key of its row, if it still stands."""
    return next((place for place in places_of(group) if place.kind == kind and place.pk == pk), None)


def queries_waiting_for(user: User) -> list[QuerySet[Any]]:
    """Return the mandates, then the roles, that this person has not accepted yet: of today and to come."""
    present = Membership.objects.current().filter(user=user)
    mandates = Mandate.objects.standing().filter(accepted_at__isnull=True, membership__in=present)
    return [mandates, present.filter(role=FACILITATOR, role_accepted_at__isnull=True)]


def waiting_for(user: User) -> list[GivenPlace]:
    """Return the places that this person has not accepted yet, confirmed or not, in two queries."""
    roles = Q(user=user, role_accepted_at__isnull=True, role=FACILITATOR)
    found = _places(Q(accepted_at__isnull=True, membership__user=user), roles)
    return [place for place in found if place.waits_for_holder]


def confirmed_for(user: User) -> list[GivenPlace]:
    """Return the places that the coordination confirmed and that this person has not accepted yet."""
    waiting = Q(accepted_at__isnull=True, confirmed_at__isnull=False)
    roles = Q(user=user, role_accepted_at__isnull=True, role_confirmed_at__isnull=False)
    found = _places(waiting & Q(membership__user=user), roles)
    return [place for place in found if place.waits_for_holder]


def given_by_such(user: User, group: PeerGroup) -> set[str]:
    """Return the kinds of places that `user` may give in a group."""
    may_give = {MANDATE: can_record_mandate, ROLE: can_name_facilitator}
    return {kind for kind, may in may_give.items() if may(user, group)}


def may_receive(user: User, place: GivenPlace, kinds: set[str]) -> bool:
    """Who may give such places, to another person: their device is passed to the holder. Who gave this one may, too,
    for HANDING_OVER after their own mandate: they pass the office on.
    """
    of_another = place.waits_for_holder and place.membership.user_id != user.pk and not needs_coordinator(place)
    return of_another and (place.kind in kinds or (place.given_by == user and _is_handing_over(user, place)))


def needs_coordinator(place: GivenPlace) -> bool:
    """Return whether a place serves only once a coordinator, who did not give it, has confirmed it."""
    return place.kind != ADVOCATE and second_hand.is_awaited(place.row)


def _is_handing_over(user: User, place: GivenPlace) -> bool:
    """Return whether a person is still in the group of a place, and held an office there a moment ago."""
    group = place.membership.peer_group_id
    since = timezone.localdate() - HANDING_OVER
    held = Mandate.objects.filter(membership__user=user, membership__peer_group=group, ends_on__gte=since)
    return Membership.objects.current().filter(user=user, peer_group=group).exists() and held.exists()


def held(read: GivenPlace) -> GivenPlace:
    """Return a place as it is now: nobody changes it before this transaction ends.

    Raise PlaceChangedError when it is no longer the one that was read.
    """
    Membership.objects.select_for_update().filter(pk=read.membership.pk).first()
    now = find(read.membership.peer_group, read.kind, read.pk)
    if now is None or now.seen != read.seen:
        raise PlaceChangedError
    return now


@transaction.atomic
def accept(*read: GivenPlace) -> None:
    """Put places in force, once: their holder has just agreed to them, as they read them.

    Raise PlaceChangedError, and put none in force, when one of them changed since.
    """
    for place in map(held, read):
        if needs_coordinator(place):
            raise PlaceChangedError
        now = timezone.now()
        if place.kind == MANDATE:
            taken = Mandate.objects.filter(pk=place.pk, accepted_at__isnull=True).update(accepted_at=now)
        else:
            waiting = Membership.objects.filter(pk=place.pk, role=FACILITATOR, role_accepted_at__isnull=True)
            taken = waiting.update(role_accepted_at=now)
        if taken:
            holder = place.membership.user
            journal.record(place.membership.peer_group, GroupAct.Kind.PLACE_ACCEPTED, holder, holder, place.label)


SEEN = "places_seen"  # in the session: the question was asked, and put off


def offer(request: MemberRequest) -> str | None:
    """Return the address where a member accepts what the coordination confirmed, right after signing in."""
    if request.session.get(SEEN) or not confirmed_for(request.user):
        return None
    return reverse("accounts:my_places")
