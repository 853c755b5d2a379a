"""What one decides under a lock in the life of a group: somebody leaves, the house closes (see `locked_acts`)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from accounts.groups import leaving
from accounts.mandates import hand_over
from accounts.models import Mandate, Membership
from directory import closings
from directory.models import PeerGroup
from tests.accounts.board import day, mandate_of
from tests.accounts.together import settle
from tests.people import People

Act = tuple[QuerySet[Any], Callable[[], object]]


def _departure(people: People) -> Callable[[], object]:
    leaves = mandate_of(people.member).membership
    people.facilitator, people.board_member  # noqa: B018 - the two who stay
    settle()
    return lambda: leaving.note(leaves, day(0), people.board_member)


def note_a_departure(people: People) -> Act:
    act = _departure(people)
    return Membership.objects.filter(user=people.member), act


def note_a_departure_among_those_who_stay(people: People) -> Act:
    act = _departure(people)
    return PeerGroup.objects.filter(pk=people.here.pk), act


def leave_a_group_while_a_departure_is_noted(people: People) -> Act:
    mine = people.member.memberships.get()
    return PeerGroup.objects.filter(pk=people.here.pk), lambda: leaving.leave(mine)


def call_a_departure_off(people: People) -> Act:
    act = _departure(people)
    act()
    mine = people.member.memberships.get()
    return Membership.objects.filter(pk=mine.pk), lambda: leaving.call_off(mine, people.board_member)


def tick_what_was_handed_over(people: People) -> Act:
    held = mandate_of(people.member)
    return Mandate.objects.filter(pk=held.pk), lambda: hand_over.tick(held, ["keys"], people.member)


def write_a_closing(people: People) -> Act:
    rows = PeerGroup.objects.filter(pk=people.here.pk)
    return rows, lambda: closings.write(people.here, day(2), day(9))


def take_a_closing_back(people: People) -> Act:
    closings.write(people.here, day(2), day(9))
    rows = PeerGroup.objects.filter(pk=people.here.pk)
    return rows, lambda: closings.take_back(people.here, day(2))


ACTS: list[Callable[[People], Act]] = [
    note_a_departure,
    note_a_departure_among_those_who_stay,
    leave_a_group_while_a_departure_is_noted,
    call_a_departure_off,
    tick_what_was_handed_over,
    write_a_closing,
    take_a_closing_back,
]
