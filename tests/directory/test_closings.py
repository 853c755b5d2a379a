"""Closings of a place: what they may be, how they are said, and how they lengthen a delay."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from directory import closings
from directory.closed_days import ClosedDay, Closing
from directory.closings import ClosingRefusedError
from directory.purge import purge
from tests.accounts.board import day
from tests.accounts.together import later as travel
from tests.directory.factories import CollectiveFactory, PeerGroupFactory

pytestmark = pytest.mark.django_db


def closing(first: tuple[int, int, int], last: tuple[int, int, int]) -> Closing:
    return Closing(datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2026, 8, 3), (2026, 8, 21), "Fermé du 3 au 21 août 2026. Réouverture le 22."),
        ((2026, 7, 27), (2026, 8, 31), "Fermé du 27 juillet au 31 août 2026. Réouverture le 1er septembre."),
        ((2026, 12, 24), (2026, 12, 31), "Fermé du 24 au 31 décembre 2026. Réouverture le 1er janvier 2027."),
        ((2026, 12, 24), (2027, 1, 3), "Fermé du 24 décembre 2026 au 3 janvier 2027. Réouverture le 4."),
        ((2026, 5, 1), (2026, 5, 1), "Fermé le 1er mai 2026. Réouverture le 2."),
    ],
    ids=["month", "two-months", "end-of-year", "two-years", "one-day"],
)
def test_a_closing_is_said_in_plain_words(first, last, words):
    assert closing(first, last).words == words


def test_a_group_and_a_collective_say_it_on_their_page_and_in_the_directory(client):
    for place in (PeerGroupFactory(), CollectiveFactory()):
        closings.write(place, day(3), day(9))
        words = Closing(day(3), day(9)).words
        assert words in client.get(place.get_absolute_url()).text
        assert words in client.get(reverse("directory:index")).text
        with travel(days=10):
            assert "Fermé" not in client.get(f"{place.get_absolute_url()}?x").text
        place.delete()


def test_the_directory_says_a_far_closing_on_its_page_only(client):
    place = PeerGroupFactory()
    closings.write(place, day(closings.SOON + 1), day(closings.SOON + 5))
    assert "Fermé" in client.get(place.get_absolute_url()).text
    assert "Fermé" not in client.get(reverse("directory:index")).text


def test_two_closings_that_touch_are_one_for_the_reader():
    place = PeerGroupFactory()
    closings.write(place, day(1), day(5))
    closings.write(place, day(6), day(8))
    assert closings.ahead(place) == [Closing(day(1), day(8))]
    assert closings.of(place) == [Closing(day(1), day(5)), Closing(day(6), day(8))]


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(-1, 4, "starts_on"), (5, 4, "ends_on"), (0, 92, "ends_on"), (367, 368, "starts_on")],
    ids=["passed", "order", "too-long", "too-far"],
)
def test_what_no_closing_may_be(first, last, field):
    with pytest.raises(ClosingRefusedError) as refused:
        closings.write(PeerGroupFactory(), day(first), day(last))
    assert refused.value.field == field
    assert not ClosedDay.objects.exists()


def test_two_closings_share_no_day_and_one_pressed_twice_is_one():
    place, other = PeerGroupFactory(), PeerGroupFactory()
    for _ in range(2):
        closings.write(place, day(0), day(91))
    assert place.closed_days.count() == closings.MOST_DAYS
    for first, last in ((91, 95), (10, 12), (0, 3)):
        with pytest.raises(ClosingRefusedError):
            closings.write(place, day(first), day(last))
    closings.write(other, day(91), day(95))


def test_the_database_refuses_a_shared_day_and_a_closing_without_end():
    place, collective = PeerGroupFactory(), CollectiveFactory()
    closings.write(place, day(1), day(3))
    of_group = {"peer_group": place, "first": day(3), "day": day(3)}
    wrong = [
        {**of_group, "number": 1},
        {**of_group, "day": day(200), "number": 93},
        {**of_group, "day": day(200), "number": 0},
        {"first": day(8), "day": day(8), "number": 1},
        {"peer_group": place, "collective": collective, "first": day(8), "day": day(8), "number": 1},
        {"peer_group": place, "first": day(8), "day": day(7), "number": 1},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            ClosedDay.objects.create(**fields)


def test_no_more_closings_than_one_reads():
    place = PeerGroupFactory()
    for number in range(closings.MOST_TO_COME):
        closings.write(place, day(3 * number), day(3 * number))
    with pytest.raises(ClosingRefusedError):
        closings.write(place, day(200), day(200))


def test_a_closing_under_way_ends_today_and_its_past_days_stay():
    place = PeerGroupFactory()
    closings.write(place, day(0), day(9))
    with travel(days=4):
        assert closings.take_back(place, timezone.localdate() - datetime.timedelta(days=4))
        assert not closings.take_back(place, timezone.localdate() - datetime.timedelta(days=4))
        assert closings.of(place) == []
    assert place.closed_days.count() == 4


def test_a_delay_gives_back_the_closed_days_it_meets_even_those_met_while_it_waits():
    since, last = datetime.date(2026, 7, 20), datetime.date(2026, 8, 19)
    august = {datetime.date(2026, 8, number) for number in range(3, 22)}
    assert closings.later(last, since, august) == datetime.date(2026, 9, 7)
    lasted = (closings.later(last, since, august) - since).days + 1
    waited = [since + datetime.timedelta(days=number) for number in range(lasted)]
    assert sum(each not in august for each in waited) == (last - since).days + 1


def test_closing_again_and_again_keeps_nothing_alive_for_ever():
    since = datetime.date(2026, 1, 1)
    closed = {since + datetime.timedelta(days=number) for number in range(2000)}
    assert closings.later(since, since, closed) == since + datetime.timedelta(days=closings.MOST_ADDED)


def test_the_page_is_read_again_a_year_later_and_the_closed_days_more():
    place = PeerGroupFactory(kept_on=day(-360), checked_on=day(-360))
    assert not place.waits_for_its_people
    closings.write(place, day(0), day(9))
    for days, waits in ((6, False), (15, False), (16, True)):
        with travel(days=days):
            assert place.waits_for_its_people is waits


def test_closed_days_are_forgotten_after_two_years():
    place = PeerGroupFactory()
    closings.write(place, day(0), day(1))
    with travel(days=730):
        assert purge() == 0
    with travel(days=735):
        assert purge() == 2
