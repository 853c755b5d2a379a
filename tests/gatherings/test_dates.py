"""Dates made ahead, and what becomes of them when the rule changes."""

import datetime

import pytest
from django.utils import timezone

from gatherings.attending import rules as attending
from gatherings.models import WorkshopDate
from gatherings.programme import rules
from gatherings.programme.dates import NO_LONGER, make_ahead, make_dates
from gatherings.purge import purge
from gatherings.repeats import Repeats
from tests.gatherings.factories import in_days, make_workshop

pytestmark = pytest.mark.django_db


def _values(workshop, **changes):
    names = ("title", "what", "place", "video_link", "places", "first_day", "begins_at", "minutes", "repeats")
    return {name: getattr(workshop, name) for name in (*names, "last_day")} | changes


def test_a_proposal_has_no_date_until_it_is_shown(people):
    workshop = make_workshop(people.here, is_shown=False)
    assert not workshop.dates.exists()
    assert rules.show(workshop)
    assert not rules.show(workshop)
    assert workshop.dates.count() == 1


def test_what_comes_back_is_made_twelve_months_ahead_and_on_from_there(people, time_machine):
    workshop = make_workshop(people.here, repeats=Repeats.WEEKLY)
    made = workshop.dates.count()
    assert made == 52
    make_dates(workshop)
    assert workshop.dates.count() == made
    time_machine.move_to(timezone.now() + datetime.timedelta(days=8))
    assert make_ahead() == 1
    assert make_ahead() == 0
    assert workshop.dates.count() == made + 2


def test_the_worker_makes_the_dates_of_a_new_day(people, time_machine):
    workshop = make_workshop(people.here, repeats=Repeats.WEEKLY)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=15))
    purge()
    assert workshop.dates.count() == 55


def test_hours_are_those_of_the_place(people):
    people.here.department_code = "974"
    people.here.save()
    (date,) = make_workshop(people.here).dates.all()
    assert date.starts_at.astimezone(datetime.UTC).hour == 10
    assert date.begins.hour == 14
    assert date.begins.date() == in_days(3)


def test_a_changed_rule_moves_the_dates_to_come_and_leaves_those_changed_alone(people):
    workshop = make_workshop(people.here, repeats=Repeats.WEEKLY, last_day=in_days(24))
    _, second, *_ = workshop.dates.order_by("original_day")
    second.workshop = workshop
    rules.cancel(second, "Nous sommes au cinéma.")
    rules.change(workshop, _values(workshop, begins_at=datetime.time(10)), [])
    hours = [date.begins.hour for date in WorkshopDate.objects.select_related("workshop").order_by("original_day")]
    assert hours == [10, 14, 10, 10]
    assert workshop.dates.get(pk=second.pk).word == "Nous sommes au cinéma."


def test_a_day_that_no_longer_comes_goes_unless_somebody_signed_up(people):
    workshop = make_workshop(people.here, repeats=Repeats.WEEKLY, last_day=in_days(17))
    _, second, third = workshop.dates.order_by("original_day")
    attending.sign_up(second, people.member)
    rules.change(workshop, _values(workshop, repeats=Repeats.ONCE, last_day=None), [])
    assert not workshop.dates.filter(pk=third.pk).exists()
    second.refresh_from_db()
    assert (second.is_cancelled, second.word) == (True, NO_LONGER)


def test_fewer_places_never_send_away_who_has_one(people):
    workshop = make_workshop(people.here, places=5)
    (date,) = workshop.dates.all()
    attending.sign_up(date, people.member)
    attending.sign_up(date, people.facilitator)
    rules.change(workshop, _values(workshop, places=1), [])
    date.refresh_from_db()
    assert (date.places, date.places_taken) == (2, 2)


def test_a_moved_date_keeps_the_day_its_rule_gives(people):
    (date,) = make_workshop(people.here).dates.select_related("workshop")
    rules.move(date, in_days(9), datetime.time(9, 30), 45, "Au jardin", "On change.")
    date = WorkshopDate.objects.select_related("workshop").get()
    assert (date.original_day, date.begins.date(), date.where) == (in_days(3), in_days(9), "Au jardin")
    assert date.ends_at - date.starts_at == datetime.timedelta(minutes=45)
