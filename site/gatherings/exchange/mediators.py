"""Who puts people in touch in a group: named by one who runs it, confirmed by a second, accepted by themselves.

The two are two people by the rule of accounts.two_people, and neither is the one whom they name.
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts import journal, names
from accounts.models import GroupAct, Membership, User
from accounts.permissions import runs
from accounts.two_people import Places
from directory.models import PeerGroup
from gatherings.models import Mediator
from lib.alphabetical import Alphabetical
from lib.secrets import Purpose, fingerprint

SHOWN = Purpose("what a page shows of one who puts people in touch", prefix="gatherings.exchange.mediator:")
NAMED, CONFIRMED, ENDED = (f"Mise en relation, {what}" for what in ("proposée", "confirmée", "terminée"))


class NotTwoPeopleError(Exception):
    """Who confirms may be who named, or the person named."""


class ChangedError(Exception):
    """The person named is no longer as they were read, or is gone."""


@dataclass(frozen=True)
class Listed:
    """One who puts people in touch, or may, for those who run the group: how they are called, and how far it is."""

    row: Mediator
    called: str
    may_be_confirmed: bool  # by the reader, as far as the page tells

    @property
    def seen(self) -> str:
        """Return the fingerprint of what whoever confirms agrees to."""
        return seen_of(self.row)


def seen_of(row: Mediator) -> str:
    """Return the fingerprint of who is named, as they are called, and by whom: what is confirmed, and accepted."""
    user = row.membership.user
    return fingerprint(SHOWN, f"{row.pk}:{user.pk}:{user}:{row.named_by_id}")


def of_group(group: PeerGroup, reader: User) -> list[Listed]:
    """Return those of a group, by name, for one who runs it. Two queries, one more when two names are alike."""
    found = Mediator.objects.standing().filter(membership__peer_group=group).select_related("membership__user")
    rows = list(found.order_by(Alphabetical("membership__user__display_name"), "pk"))
    called = names.among([row.membership.user for row in rows], group, [group])
    return [Listed(row, called[row.membership.user_id], _awaits(row, reader)) for row in rows]


def _awaits(row: Mediator, reader: User) -> bool:
    return row.confirmed_at is None and reader.pk not in (row.named_by_id, row.membership.user_id)


def may_be_named(group: PeerGroup, by: User) -> list[Membership]:
    """Return who may be named by a person: others of the group today, who have entered their account. One query."""
    present = Membership.objects.current().filter(peer_group=group, user__is_active=True).exclude(user=by)
    taken = Mediator.objects.standing().filter(membership__peer_group=group).values("membership")
    free = present.exclude(pk__in=taken).select_related("user")
    order = (Alphabetical("user__display_name"), "user__username")
    return [each for each in free.order_by(*order) if each.user.has_entered]


@transaction.atomic
def name(membership: Membership, by: User) -> bool:
    """Name somebody; they serve once another person confirms and they accept. False when they already are.

    A naming that nobody may confirm any more is begun anew: what was accepted of it was of somebody else.
    """
    Mediator.objects.of_nobody().filter(membership=membership).delete()
    _, is_new = Mediator.objects.get_or_create(membership=membership, defaults={"named_by": by})
    if is_new:
        _record(membership, by, NAMED)
    return is_new


@transaction.atomic
def confirm(group: PeerGroup, pk: uuid.UUID, by: User, seen: str) -> None:
    """Confirm, as a second person who runs the group, who was named as they were read. Twice, it is once.

    Raise ChangedError, NotTwoPeopleError.
    """
    row = _held(group, pk)
    if row is None or seen_of(row) != seen:
        raise ChangedError
    if row.confirmed_at:
        return
    if not _are_two(group, row, by):
        raise NotTwoPeopleError
    Mediator.objects.filter(pk=row.pk).update(confirmed_by=by, confirmed_at=timezone.now())
    _record(row.membership, by, CONFIRMED)


def _held(group: PeerGroup, pk: uuid.UUID) -> Mediator | None:
    held = Mediator.objects.present().filter(membership__peer_group=group, pk=pk).select_for_update(of=("self",))
    return held.select_related("membership__user", "membership__peer_group", "named_by").first()


def _are_two(group: PeerGroup, row: Mediator, by: User) -> bool:
    """Return whether who confirms is a second person beside who named, who still runs the group."""
    if row.named_by is None or by.pk == row.membership.user_id or not runs(row.named_by, group):
        return False
    return Places.of(group).are_two(row.named_by, by, timezone.localdate())


@transaction.atomic
def accept(membership: Membership, seen: str) -> Mediator:
    """Write that a person accepts what they read; they read the pairs once confirmed. Twice, it is once.

    Raise ChangedError when what is proposed to them is another naming than they read, or none. The journal of the group
    holds what those who run it did: neither a yes, nor a no, nor who stops.
    """
    held = Mediator.objects.standing().filter(membership=membership).select_for_update(of=("self",))
    row = held.select_related("membership__user").first()
    if row is None or seen_of(row) != seen:
        raise ChangedError
    if row.accepted_at is None:
        row.accepted_at = timezone.now()
        row.save(update_fields=["accepted_at"])
    return row


@transaction.atomic
def end(membership: Membership, by: User) -> bool:
    """End it at once: the person stops, says no, or somebody who runs the group ends it. Twice, it is once."""
    erased, _ = Mediator.objects.filter(membership=membership).delete()
    if erased and by != membership.user:
        _record(membership, by, ENDED)
    return bool(erased)


def _record(membership: Membership, by: User, detail: str) -> None:
    journal.record(membership.peer_group, GroupAct.Kind.ROLE_CHANGED, by, membership.user, detail)


def forget_over() -> int:
    """Erase those of people who left, and what nobody answered. Return how many."""
    erased, _ = Mediator.objects.over().delete()
    return erased
