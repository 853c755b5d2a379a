"""A meeting of two when one of them left the group, or took another's name: nothing tells of their yes."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Membership, User
from gatherings.exchange import meetings
from gatherings.models import Meeting
from gatherings.purge import purge
from tests.gatherings.exchange_kit import Exchange
from tests.people import member_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def exchange(people) -> Exchange:
    return Exchange(people)


def leave(person: User) -> None:
    Membership.objects.filter(user=person).update(ends_on=timezone.localdate(), left_at=timezone.now())


def test_who_said_yes_then_left_is_read_as_a_silence(exchange):
    meeting = exchange.propose()
    meetings.say_yes(meeting.pk, exchange.alice)
    leave(exchange.alice)
    page = exchange.answers(exchange.bruno, meeting, "oui").text
    assert "Si l’autre personne dit oui aussi" in page and "Les deux personnes" not in page


def test_who_agreed_then_left_is_taken_off_and_nothing_took_place(exchange):
    meeting = exchange.propose()
    for person in (exchange.alice, exchange.bruno):
        meetings.say_yes(meeting.pk, person)
    leave(exchange.alice)
    purge()
    kept = Meeting.objects.get()
    assert kept.shower is None and kept.is_called_off
    with time_machine.travel(meeting.starts_at + datetime.timedelta(minutes=1)):
        assert not meetings.say_held(meeting.pk, exchange.bruno)


def test_nobody_is_named_once_the_hour_has_come(exchange):
    meeting = exchange.propose()
    for person in (exchange.alice, exchange.bruno):
        meetings.say_yes(meeting.pk, person)
    with time_machine.travel(meeting.starts_at + datetime.timedelta(minutes=1), tick=False):
        before = exchange.reads(exchange.bruno, meeting)
        assert "Alice" not in before
        meetings.say_held(meeting.pk, exchange.alice)
        heading = "Une personne de votre groupe peut vous montrer"
        assert heading in before and heading in exchange.reads(exchange.bruno, meeting)


def test_the_other_is_told_apart_from_a_member_of_the_same_name(exchange, people):
    member_named(people.here, "Alice")
    meeting = exchange.propose()
    for person in (exchange.alice, exchange.bruno):
        meetings.say_yes(meeting.pk, person)
    assert "Alice (repère" in exchange.reads(exchange.bruno, meeting)
