"""Mandates for the tests: `mandate_of(people.member)` makes one held for thirty days, without an end."""

import datetime
from typing import Any

from django.utils import timezone

from accounts import names
from accounts.models import Mandate, Membership, User
from directory.models import PeerGroup
from tests.people import person


def day(days: int) -> datetime.date:
    """Return the day so many days from today."""
    return timezone.localdate() + datetime.timedelta(days=days)


def mandate_of(
    user: User, office: str = "secretary", first: int = -30, last: int | None = None, **fields: Any
) -> Mandate:
    """Make a mandate from a day to another, counted from today, in the only group of the person."""
    ends_on = None if last is None else day(last)
    membership = user.memberships.get()
    days = {"starts_on": day(first), "ends_on": ends_on, "accepted_at": timezone.now()}
    return Mandate.objects.create(membership=membership, office=office, **days | fields)


def member_of(group: PeerGroup, name: str, **fields: Any) -> User:
    """Make one more member of a group."""
    if fields.get("role") == Membership.Role.FACILITATOR:
        fields.setdefault("role_accepted_at", timezone.now())
    return Membership.objects.create(user=person(name), peer_group=group, **fields).user


def typed(user: User, office: str = "chair", first: int = 0, last: int | None = None, **more: Any) -> dict[str, Any]:
    """Return what a board member, or a coordinator, types to record a mandate for a person who has entered once."""
    User.objects.filter(pk=user.pk, last_login__isnull=True).update(last_login=timezone.now())
    who = {"membership": user.memberships.get().pk, "name": str(user), "mark": names.mark_of(user)}
    return {**who, "office": office, "starts_on": day(first), "ends_on": "" if last is None else day(last), **more}
