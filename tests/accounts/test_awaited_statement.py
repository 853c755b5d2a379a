"""The statement of « Demandes » is written once: it answers as the ORM would, for anybody, at any moment."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts import awaited
from accounts.awaited import statement_of
from gatherings.models import Meeting
from lib.kept_statement import ANY_KEY, Moment, keep, quarter_of_an_hour
from tests.gatherings.exchange_kit import Exchange
from tests.people import KINDS
from tests.security.world import World

ZONE = "Europe/Paris"
A_SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _nothing_kept():
    statement_of.cache_clear()
    yield
    statement_of.cache_clear()


def _told(user) -> list[str]:
    return [kind.title for kind in awaited._waiting_for(user)]


def _by_the_orm(user) -> list[str]:
    return [kind.title for kind in awaited._kinds if any(query.exists() for query in kind.waiting(user))]


def test_it_tells_each_kind_of_person_what_the_orm_tells(db):
    people = World().people
    told = {kind: _told(people.of(kind)) for kind in KINDS if kind != "visitor"}
    assert told == {kind: _by_the_orm(people.of(kind)) for kind in told}
    assert len({title for titles in told.values() for title in titles}) > len(awaited._kinds) // 2


@pytest.mark.parametrize("clock", ["2026-03-29 00:59", "2026-07-01 10:00", "2026-12-31 22:59", "2026-12-31 23:00"])
def test_written_at_two_moments_of_a_quarter_it_is_the_same_and_asks_nothing(db, django_assert_num_queries, clock):
    start = datetime.datetime.fromisoformat(clock).replace(tzinfo=datetime.UTC)
    start -= datetime.timedelta(minutes=start.minute % 15)
    with time_machine.travel(start + A_SECOND / 3, tick=False), django_assert_num_queries(0):
        first = statement_of.__wrapped__(tuple(awaited._kinds), quarter_of_an_hour(), ZONE)
    with time_machine.travel(start + datetime.timedelta(minutes=14, seconds=59), tick=False):
        last = statement_of.__wrapped__(tuple(awaited._kinds), quarter_of_an_hour(), ZONE)
    assert first == last
    assert ANY_KEY in first[0].parameters
    assert ANY_KEY not in first[0].bound(7)


def test_written_once_it_reads_the_moment_of_each_run(people):
    exchange = Exchange(people)
    start = timezone.now().replace(minute=1, second=0, microsecond=0) + datetime.timedelta(hours=1)
    with time_machine.travel(start, tick=False) as clock:
        meeting = exchange.propose()
        Meeting.objects.filter(pk=meeting.pk).update(answer_until=start + 2 * A_SECOND)
        assert "Montrer, apprendre" in _told(exchange.alice)
        clock.move_to(start + 3 * A_SECOND)
        assert "Montrer, apprendre" not in _told(exchange.alice)
        assert statement_of.cache_info().misses == 1


def test_another_quarter_another_zone_or_another_kind_is_written_again(people):
    kinds = tuple(awaited._kinds)
    statement_of(kinds, 1, ZONE)
    statement_of(kinds, 1, "Indian/Reunion")
    statement_of(kinds, 2, ZONE)
    assert statement_of(kinds[:3], 2, ZONE)[1] != statement_of(kinds, 2, ZONE)[1]
    assert statement_of((), 2, ZONE) == (None, [])
    assert statement_of.cache_info().hits == 1


def test_outside_a_kept_statement_a_moment_is_the_present_one(people):
    start = timezone.now()
    late = Meeting.objects.filter(answer_until__gt=Moment(datetime.timedelta(days=1)))
    with time_machine.travel(start, tick=False):
        expected = Meeting.objects.filter(answer_until__gt=start + datetime.timedelta(days=1))
        assert late.query.sql_with_params()[1] == expected.query.sql_with_params()[1]
    assert keep(late).parameters != expected.query.sql_with_params()[1]
