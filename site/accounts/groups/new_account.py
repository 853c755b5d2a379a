"""The accounts of new members, one or several, opened by those who run the group."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import journal
from accounts.groups import pasted_names
from accounts.mandates.second_hand import confirms_at_once
from accounts.models import GroupAct, Mandate, Membership, Turn, User
from accounts.models.belonging import MembershipQuerySet
from directory.models import PeerGroup

OPENED_A_DAY, DAY = 60, datetime.timedelta(days=1)  # no fewer than one list may hold
MANY_OPENED = "Votre groupe a ouvert soixante comptes aujourd’hui. Les suivants attendent demain."


class TooManyOpenedError(Exception):
    """The group would open more accounts in a day than it may; none was opened."""


def take_a_turn(group: PeerGroup) -> bool:
    """Count one more account opened by a group; return False when it has opened as many as it may in a day."""
    return Turn.objects.take(_turn(group), OPENED_A_DAY, DAY)


def left_today(group: PeerGroup) -> int:
    """Return how many more accounts a group may open now."""
    return Turn.objects.left(_turn(group), OPENED_A_DAY)


def _turn(group: PeerGroup) -> str:
    return f"opened:{group.pk}"


def open_account(
    group: PeerGroup,
    display_name: str,
    opening_key: str,
    role: str = Membership.Role.MEMBER,
    office: str = "",
    by: User | None = None,
) -> Membership:
    """Open the account of one person in `group`; the same `opening_key` twice opens one account.

    `office`, when given, also records a mandate that begins today (the first board member of a group). `by` is the
    person who opens it: the act is then recorded in the journal. What a coordinator gives is confirmed at once, unless
    the group has, or had, other people: another coordinator then confirms it, before it serves.
    """
    confirmed: dict[str, Any] = (
        {"confirmed_by": by, "confirmed_at": timezone.now()} if by and confirms_at_once(by, group) else {}
    )
    place: dict[str, Any] = (
        {"role_given_by": by, "role_given_on": timezone.localdate()} if role != Membership.Role.MEMBER else {}
    )
    if place:
        place |= {f"role_{name}": value for name, value in confirmed.items()}
    try:
        with transaction.atomic():
            user = User.objects.create_user(display_name=display_name)
            membership = Membership.objects.create(
                user=user, peer_group=group, role=role, opening_key=opening_key or None, **place
            )
            if office:
                Mandate.objects.create(membership=membership, office=office, recorded_by=by, **confirmed)
            if by:
                journal.record(group, GroupAct.Kind.ACCOUNT_OPENED, by, user, _part(role, office))
            return membership
    except IntegrityError:
        return Membership.objects.get(opening_key=opening_key, peer_group=group)


def open_several(group: PeerGroup, listed: Sequence[tuple[str, str]], opening_key: str, by: User) -> MembershipQuerySet:
    """Open an account for each of these names, sixty at most, as plain members, and return their memberships.

    All or none, in a number of queries that does not grow with theirs. The same key again opens nothing, whatever the
    names, and returns what it opened. The place beside a name (a PlannedPlace, or "") is noted and
    given to nobody. Raises TooManyOpenedError, and Membership.DoesNotExist for a key of another group.
    """
    try:
        with transaction.atomic():
            if not opened_with(group, opening_key).exists():
                _open(group, listed, opening_key, by)
    except IntegrityError as error:  # the same press, at this very instant
        if not opened_with(group, opening_key).exists():
            raise Membership.DoesNotExist from error
    return opened_with(group, opening_key)


def opened_with(group: PeerGroup, opening_key: str) -> MembershipQuerySet:
    """Return the memberships that one list opened in a group."""
    return Membership.objects.filter(peer_group=group, opening_key__in=_keys(opening_key, pasted_names.MOST))


def _keys(opening_key: str, number: int) -> list[str]:
    return [f"{opening_key}-{place:02}" for place in range(number)]


def _open(group: PeerGroup, listed: Sequence[tuple[str, str]], opening_key: str, by: User) -> None:
    if not Turn.objects.take_several(_turn(group), len(listed), OPENED_A_DAY, DAY):
        raise TooManyOpenedError
    people = [User(display_name=name) for name, _ in listed]
    for user in people:
        user.set_unusable_password()
    people = User.objects.bulk_create(people)
    keys = _keys(opening_key, len(people))
    Membership.objects.bulk_create(
        Membership(user=user, peer_group=group, opening_key=key, place_planned=place)
        for user, key, (_, place) in zip(people, keys, listed, strict=True)
    )
    journal.record_each(group, GroupAct.Kind.ACCOUNT_OPENED, by, people, together(len(people)))


def together(number: int) -> str:
    """Return how many accounts one press opened, in the words of the journal; "" for one alone."""
    return f"{number} comptes ouverts ensemble" if number > 1 else ""


def _part(role: str, office: str) -> str:
    """Return what the person does in the group, in the words of the journal; "" for a plain member."""
    if office:
        return Mandate.BoardOffice(office).label
    return Membership.Role(role).label if role != Membership.Role.MEMBER else ""
