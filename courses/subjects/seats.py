"""A seat in the committee of lessons: offered by the person, named by the coordination, confirmed by somebody else.

Coordinators and moderators are named in the team of the site by others than themselves: two of them are two people.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts import names
from accounts.models import Membership, User
from courses.models import CommitteeSeat
from courses.models.committee import SEAT_MONTHS
from courses.subjects.committee import members_among
from lib.days import months_after
from lib.secrets import Purpose, fingerprint

SHOWN = Purpose("what a page shows of a seat", prefix="courses.committee_seat:")


class ChangedError(Exception):
    """The seat is no longer as it was read, or is gone."""


class NotTwoPeopleError(Exception):
    """Who confirms is who named, or the person of the seat."""


@dataclass(frozen=True)
class Listed:
    """A seat, for those who name: how its person is called, their groups, and whether they sit as a member."""

    row: CommitteeSeat
    called: str
    groups: str
    is_member: bool
    may_be_named: bool
    may_be_confirmed: bool

    @property
    def seen(self) -> str:
        """Return the fingerprint of what whoever names or confirms agrees to."""
        return seen_of(self.row)


def seen_of(row: CommitteeSeat) -> str:
    """Return the fingerprint of who offers, as they are called, and of who named them."""
    return fingerprint(SHOWN, f"{row.pk}:{row.user_id}:{row.user}:{row.named_by_id}:{row.confirmed_at}")


def listed_for(reader: User, *, coordinates: bool) -> list[Listed]:
    """Return every seat and offer, by name, for a coordinator or a moderator. Constant number of queries."""
    rows = list(CommitteeSeat.objects.open().select_related("user"))
    people = [row.user for row in rows]
    called, members, groups = names.told_apart(people), members_among([each.pk for each in people]), _groups_of(people)
    found = [
        Listed(
            row,
            called[row.user_id],
            groups.get(row.user_id, ""),
            row.user_id in members,
            coordinates and row.named_by_id is None and row.confirmed_at is None and row.user_id != reader.pk,
            row.named_by_id is not None
            and row.confirmed_at is None
            and reader.pk not in (row.named_by_id, row.user_id),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: names.alike(each.called))


def _groups_of(people: list[User]) -> dict[int, str]:
    present = Membership.objects.current().filter(user__in=people).order_by("peer_group__name", "pk")
    found: dict[int, list[str]] = {}
    for user, group in present.values_list("user", "peer_group__name"):
        found.setdefault(user, []).append(group)
    return {user: ", ".join(groups) for user, groups in found.items()}


def offer(user: User) -> CommitteeSeat:
    """Note that a person offers to sit; said twice, it is once."""
    return CommitteeSeat.objects.get_or_create(user=user)[0]


def leave(user: User) -> bool:
    """Take back one's offer, or leave one's seat, at once: what one thought of the subjects goes with it."""
    return bool(CommitteeSeat.objects.filter(user=user).delete()[0])


@transaction.atomic
def name(pk: int, by: User, seen: str) -> None:
    """Name, as a coordinator, somebody who offered. Raise ChangedError, NotTwoPeopleError."""
    row = _as_read(pk, seen)
    if row.user_id == by.pk:
        raise NotTwoPeopleError
    if row.named_by_id is None and row.confirmed_at is None:
        CommitteeSeat.objects.filter(pk=row.pk).update(named_by=by)


@transaction.atomic
def confirm(pk: int, by: User, seen: str) -> None:
    """Confirm, as a second person, who was named: they sit for SEAT_MONTHS. Raise ChangedError, NotTwoPeopleError."""
    row = _as_read(pk, seen)
    if row.confirmed_at:
        return
    if row.named_by_id in (None, by.pk) or row.user_id == by.pk:
        raise NotTwoPeopleError
    ends_on = months_after(timezone.localdate(), SEAT_MONTHS)
    CommitteeSeat.objects.filter(pk=row.pk).update(confirmed_by=by, confirmed_at=timezone.now(), ends_on=ends_on)


def end(pk: int) -> bool:
    """End a seat, or set an offer aside, as a coordinator; doing it twice changes nothing."""
    return bool(CommitteeSeat.objects.filter(pk=pk).delete()[0])


def _as_read(pk: int, seen: str) -> CommitteeSeat:
    row = CommitteeSeat.objects.open().filter(pk=pk).select_for_update(of=("self",)).select_related("user").first()
    if row is None or seen_of(row) != seen:
        raise ChangedError
    return row


def forget_over() -> int:
    """Erase the seats whose year is over, and the offers that nobody took. Return how many rows."""
    return CommitteeSeat.objects.over(timezone.localdate()).delete()[0]
