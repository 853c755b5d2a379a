"""What one decides under a lock in the exchange of wishes (see `locked_acts`)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from accounts.models import Membership
from gatherings.exchange import mediators, meetings, wishes
from gatherings.models import Mediator, Meeting, Side, WishList
from tests.gatherings.exchange_kit import Exchange, place_of
from tests.passport.factories import make_skill
from tests.people import People

Act = tuple[QuerySet[Any], Callable[[], object]]


def _place(people: People) -> tuple[Exchange, QuerySet[Any]]:
    exchange = Exchange(people)
    return exchange, Membership.objects.filter(user=exchange.alice)


def write_a_wish(people: People) -> Act:
    exchange, rows = _place(people)
    skill = make_skill()
    return rows, lambda: wishes.add(place_of(exchange.alice), skill, Side.SHOWS)


def erase_a_wish(people: People) -> Act:
    exchange, rows = _place(people)
    return rows, lambda: wishes.remove(place_of(exchange.alice), exchange.skill.slug)


def stop_all_wishes(people: People) -> Act:
    exchange, rows = _place(people)
    return rows, lambda: wishes.stop(place_of(exchange.alice))


def forget_wishes_that_are_over(people: People) -> Act:
    exchange, rows = _place(people)
    WishList.objects.filter(membership__user=exchange.alice).update(renewed_on="2020-01-01")
    return rows, wishes.forget_over


def propose_a_moment(people: People) -> Act:
    exchange, _ = _place(people)
    assert exchange.pair  # read before, as by who proposes
    return Membership.objects.filter(user=exchange.bruno), exchange.propose


def _meeting(people: People) -> tuple[Exchange, Meeting, QuerySet[Any]]:
    exchange = Exchange(people)
    meeting = exchange.propose()
    return exchange, meeting, Meeting.objects.filter(pk=meeting.pk)


def say_yes_to_a_moment(people: People) -> Act:
    exchange, meeting, rows = _meeting(people)
    return rows, lambda: meetings.say_yes(meeting.pk, exchange.alice)


def say_no_to_a_moment(people: People) -> Act:
    exchange, meeting, rows = _meeting(people)
    return rows, lambda: meetings.leave(meeting.pk, exchange.alice)


def say_that_it_took_place(people: People) -> Act:
    exchange, meeting, rows = _meeting(people)
    return rows, lambda: meetings.say_held(meeting.pk, exchange.alice)


def stop_what_was_proposed(people: People) -> Act:
    exchange, _, rows = _meeting(people)
    return rows, lambda: wishes.stop(place_of(exchange.alice))


def confirm_who_puts_in_touch(people: People) -> Act:
    mediators.name(place_of(people.member), people.facilitator)
    row = Mediator.objects.get()
    seen = mediators.seen_of(row)
    board = people.board_member
    return Mediator.objects.all(), lambda: mediators.confirm(people.here, row.pk, board, seen)


def accept_to_put_in_touch(people: People) -> Act:
    mediators.name(place_of(people.member), people.facilitator)
    seen = mediators.seen_of(Mediator.objects.get())
    return Mediator.objects.all(), lambda: mediators.accept(place_of(people.member), seen)


ACTS = [
    write_a_wish,
    erase_a_wish,
    stop_all_wishes,
    forget_wishes_that_are_over,
    propose_a_moment,
    say_yes_to_a_moment,
    say_no_to_a_moment,
    say_that_it_took_place,
    stop_what_was_proposed,
    confirm_who_puts_in_touch,
    accept_to_put_in_touch,
]
