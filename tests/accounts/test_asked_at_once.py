"""What is asked at once of the database is written once: it answers as the ORM would, for anybody, at any moment."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts import awaited, home_blocks
from accounts.asked_at_once import are_found, statement_of
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


QUESTIONS = {
    "what waits": lambda: [kind.waiting for kind in awaited._kinds],
    "the home": lambda: [*home_blocks._PARTS.values(), *(each.question for each in home_blocks._makers)],
}


def _told(user) -> list[str]:
    return [kind.title for kind in awaited._waiting_for(user)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_it_tells_each_kind_of_person_what_the_orm_tells(db, name):
    people, questions = World().people, QUESTIONS[name]()
    found = {kind: are_found(people.of(kind), questions) for kind in KINDS if kind != "visitor"}
    assert found == {
        kind: [any(query.exists() for query in ask(people.of(kind))) for ask in questions] for kind in found
    }
    assert sum(map(any, zip(*found.values(), strict=True))) > len(questions) // 3


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("clock", ["2026-03-29 00:59", "2026-07-01 10:00", "2026-12-31 22:59", "2026-12-31 23:00"])
def test_written_at_two_moments_of_a_quarter_it_is_the_same_and_asks_nothing(
    db, django_assert_num_queries, clock, name
):
    questions = tuple(QUESTIONS[name]())
    start = datetime.datetime.fromisoformat(clock).replace(tzinfo=datetime.UTC)
    start -= datetime.timedelta(minutes=start.minute % 15)
    with time_machine.travel(start + A_SECOND / 3, tick=False), django_assert_num_queries(0):
        first = statement_of.__wrapped__(questions, quarter_of_an_hour(), ZONE)
    with time_machine.travel(start + datetime.timedelta(minutes=14, seconds=59), tick=False):
        last = statement_of.__wrapped__(questions, quarter_of_an_hour(), ZONE)
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
    kinds = tuple(QUESTIONS["what waits"]())
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
