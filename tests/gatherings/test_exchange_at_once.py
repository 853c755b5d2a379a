"""Several at the same instant: one meeting of a pair, two yes that find each other, a stop that leaves nobody."""

import datetime
from collections import Counter

import pytest
from django.utils import timezone

from gatherings.exchange import meetings, wishes
from gatherings.models import Meeting, ProposedPair, Side, Wish
from gatherings.models.wish import MOST_WISHES
from tests.gatherings.exchange_kit import Exchange, place_of
from tests.passport.factories import make_skill
from tests.sharing.test_rush import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def exchange(people) -> Exchange:
    return Exchange(people)


def test_a_pair_is_proposed_one_moment(exchange):
    pair, starts_at = exchange.pair, timezone.now() + datetime.timedelta(days=3)

    def propose(number: int) -> bool:
        try:
            meetings.propose(pair, starts_at, f"Salle {number}")
        except meetings.PairGoneError:
            return False
        return True

    assert Counter(together(6, propose, 6)) == {True: 1, False: 5}
    assert (Meeting.objects.count(), ProposedPair.objects.count()) == (1, 1)


def test_two_yes_find_each_other(exchange):
    meeting = exchange.propose()
    both = (exchange.alice, exchange.bruno)
    assert all(together(6, lambda number: meetings.say_yes(meeting.pk, both[number % 2]), 6))
    meeting.refresh_from_db()
    assert meeting.is_agreed


def test_a_stop_and_a_yes_leave_nothing_agreed_in_silence(exchange):
    meeting = exchange.propose()
    assert meetings.say_yes(meeting.pk, exchange.alice)
    acts = (lambda: meetings.say_yes(meeting.pk, exchange.bruno), lambda: wishes.stop(place_of(exchange.alice)))
    together(2, lambda number: acts[number](), 2)
    meeting.refresh_from_db()
    assert meeting.shower is None
    assert meeting.is_called_off is meeting.is_agreed, (
        "agreed before the stop, it is called off; after it, never agreed"
    )


def test_a_stop_and_a_proposal_leave_nobody_who_stopped_in_a_meeting(exchange):
    pair = exchange.pair

    def act(number: int) -> None:
        if number:
            wishes.stop(place_of(exchange.alice))
            return
        try:
            meetings.propose(pair, timezone.now() + datetime.timedelta(days=3), "Là")
        except meetings.PairGoneError:
            return

    together(2, act, 2)
    assert not Meeting.objects.filter(shower__isnull=False).exists()


def test_wishes_written_at_once_stay_few(exchange):
    place = place_of(exchange.people.member)
    skills = [make_skill() for _ in range(MOST_WISHES + 2)]

    def add(number: int) -> None:
        try:
            wishes.add(place, skills[number], Side.SHOWS)
        except wishes.TooManyWishesError:
            return

    together(len(skills), add, len(skills))
    assert Wish.objects.filter(wish_list__membership=place).count() == MOST_WISHES
