"""Two people are two people: whoever asks for a second person cannot make one, nor be one."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Membership, User
from accounts.two_people import Place, Places
from tests.accounts.board import day, mandate_of
from tests.people import facilitates

TODAY = datetime.date(2026, 6, 1)
LONG_AGO = datetime.date(2026, 1, 1)
X, Y = 101, 102  # two coordinators
T, P, Q, R = 1, 2, 3, 4


def board(holder, given_by=None, confirmed_by=None, **days):
    """Return a mandate held since the beginning of the year."""
    days = {"given_on": LONG_AGO, "starts_on": LONG_AGO, "ends_on": None} | days
    return Place(holder=holder, given_by=given_by, confirmed_by=confirmed_by, **days)


def are_two(one, other, mandates, roles=()):
    """Return what the rule says of two people, whichever asks first."""
    places = Places(mandates, roles)
    answers = {places.are_two(User(pk=a), User(pk=b), TODAY) for a, b in ((one, other), (other, one))}
    assert len(answers) == 1, "the order says nothing"
    return answers.pop()


def test_two_people_whom_two_coordinators_confirmed_are_two():
    assert are_two(T, P, [board(T, confirmed_by=X)], [board(P, given_by=T, confirmed_by=Y)])


@pytest.mark.parametrize(
    ("what", "one", "other", "mandates", "roles"),
    [
        ("the same person", T, T, [board(T, confirmed_by=X)], []),
        ("one named the other", T, P, [board(T, confirmed_by=X)], [board(P, given_by=T)]),
        ("two puppets of one", P, Q, [board(T, confirmed_by=X), board(Q, given_by=T)], [board(P, given_by=T)]),
        (
            "a puppet of a puppet",
            R,
            P,
            [board(T, confirmed_by=X), board(P, given_by=T), board(Q, given_by=P)],
            [board(R, given_by=Q)],
        ),
        ("each named the other", P, Q, [board(P, given_by=Q), board(Q, given_by=P)], []),
        (
            "a circle of three",
            P,
            Q,
            [board(P, given_by=Q), board(Q, given_by=R), board(R, given_by=P)],
            [],
        ),
        ("one coordinator confirmed both", T, P, [board(T, confirmed_by=X)], [board(P, confirmed_by=X)]),
        ("nobody knows who gave it", T, P, [board(T, confirmed_by=X)], [board(P)]),
        ("two confirmed by who is gone", T, P, [board(T, confirmed_by=0)], [board(P, confirmed_by=0)]),
        (
            "the giver held no mandate that day",
            P,
            R,
            [board(T, confirmed_by=X, ends_on=datetime.date(2025, 12, 31)), board(R, confirmed_by=Y)],
            [board(P, given_by=T)],
        ),
        (
            "a facilitator names nobody",
            Q,
            R,
            [board(Q, given_by=P), board(R, confirmed_by=Y)],
            [board(P, confirmed_by=X)],
        ),
        (
            "a confirmed puppet of the other coordinator",
            T,
            P,
            [board(T, confirmed_by=X)],
            [board(P, given_by=T, confirmed_by=X)],
        ),
        (
            "one whom two coordinators confirmed named the other",
            T,
            P,
            [board(T, confirmed_by=X), board(T, confirmed_by=Y)],
            [board(P, given_by=T)],
        ),
        (
            "both named by one whom two coordinators confirmed",
            P,
            R,
            [board(Q, confirmed_by=X), board(Q, confirmed_by=Y), board(P, given_by=Q), board(R, given_by=Q)],
            [],
        ),
        (
            "two who named each other, and nobody else",
            P,
            R,
            [board(P, given_by=Q), board(Q, given_by=P), board(R, confirmed_by=Y)],
            [],
        ),
        ("a mandate that is over", T, P, [board(T, confirmed_by=X, ends_on=LONG_AGO)], [board(P, confirmed_by=Y)]),
    ],
)
def test_one_person_is_one_whatever_their_accounts(what, one, other, mandates, roles):
    assert not are_two(one, other, mandates, roles), what


def test_who_succeeds_an_honest_giver_is_a_second_person():
    """The chair, named by one coordinator, recorded her successor; the facilitator was confirmed by another."""
    chair = board(T, confirmed_by=X, ends_on=datetime.date(2026, 3, 1))
    successor = board(P, given_by=T, given_on=datetime.date(2026, 2, 1))
    assert are_two(P, Q, [chair, successor], [board(Q, given_by=T, confirmed_by=Y)])


def test_a_longer_way_around_the_other_person_counts():
    """P was named by T, and by R too: without T, R still stands behind them."""
    mandates = [board(T, confirmed_by=X), board(R, confirmed_by=Y), board(P, given_by=T), board(P, given_by=R)]
    assert are_two(T, P, mandates)


def test_what_leads_nowhere_does_not_hide_what_leads_somewhere():
    """P's first mandate has no known giver; two of Q's come back to the same place; the last one is confirmed."""
    unknown, twice = board(P), [board(P, given_by=Q), board(P, given_by=Q, starts_on=datetime.date(2026, 2, 1))]
    confirmed = [board(T, confirmed_by=X), board(R, confirmed_by=Y)]
    assert are_two(T, P, [unknown, *twice, board(Q), *confirmed, board(P, given_by=R)])


def test_two_are_two_when_either_of_them_has_a_way_around():
    """Both were named by Q; P by R too: Q's way is the shortest of both, and only one of the orders finds R's."""
    confirmed = [board(Q, confirmed_by=X), board(R, confirmed_by=Y)]
    assert are_two(P, T, [*confirmed, board(P, given_by=Q), board(P, given_by=R), board(T, given_by=Q)])


def test_a_mandate_counts_on_its_first_and_on_its_last_day():
    chair = board(T, confirmed_by=X, starts_on=TODAY, ends_on=TODAY)
    assert are_two(T, P, [chair, board(P, confirmed_by=Y)])
    assert are_two(P, Q, [chair, board(P, given_by=T, given_on=TODAY), board(Q, confirmed_by=Y)])


def test_the_work_of_who_left_stands_behind_nobody(people):
    """A former facilitator, confirmed then, comes back and is elected: nobody of the coordination knows that place."""
    back = people.member
    confirmed = {"role_confirmed_by": people.coordinator, "role_confirmed_at": timezone.now()}
    back.memberships.update(starts_on=day(-90), ends_on=day(-60), **facilitates(), **confirmed)
    again = Membership.objects.create(user=back, peer_group=people.here)
    mandate_of(people.board_member, "chair", confirmed_at=timezone.now(), confirmed_by=people.superuser)
    again.mandates.create(office="secretary", accepted_at=timezone.now())
    assert not Places.of(people.here).are_two(back, people.board_member, timezone.localdate())
