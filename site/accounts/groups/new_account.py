"""The account of a new member, opened by those who run the group."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import journal
from accounts.models import GroupAct, Mandate, Membership, User
from accounts.permissions import is_coordinator
from directory.models import PeerGroup


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
    person who opens it: the act is then recorded in the journal. What a coordinator gives is confirmed at once.
    """
    confirmed: dict[str, Any] = (
        {"confirmed_by": by, "confirmed_at": timezone.now()} if by and is_coordinator(by) else {}
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


def _part(role: str, office: str) -> str:
    """Return what the person does in the group, in the words of the journal; "" for a plain member."""
    if office:
        return Mandate.BoardOffice(office).label
    return Membership.Role(role).label if role != Membership.Role.MEMBER else ""
