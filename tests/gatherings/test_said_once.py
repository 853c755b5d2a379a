"""That a person gave their word about a date: known while words are taken, without an account, an hour or an order."""

import datetime

import pytest
import time_machine
from django.core.cache import cache

from accounts.models import Membership
from config.settings_parts import rate_limits
from gatherings import said_once
from gatherings.models import Opinion, SaidOnce, WorkshopDate
from gatherings.opinions.views import ALREADY
from gatherings.purge import purge
from tests.gatherings.presence_kit import NOW, at, make_date, scan_screen, signed_in
from tests.people import person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def date(people, clock) -> WorkshopDate:
    return make_date(people.here)


def test_while_the_counters_are_away_one_still_answers_once(people, date):
    client = signed_in(people.member)
    scan_screen(client, date)
    client.post(at("opinion", date), {"served": "yes"})
    cache.clear()
    assert ALREADY in client.get(client.post(at("opinion", date), {"served": "no"}).url).text
    assert [each.served for each in Opinion.objects.all()] == ["yes"]


def test_each_word_of_each_person_about_each_date_is_noted_once(people, date):
    other, somebody = make_date(people.here), person("Camille")
    words = [(day, user, word) for day in (date, other) for user in (people.member, somebody) for word in WORDS]
    assert [said_once.note(*each) for each in words] == [True] * len(words)
    assert [said_once.note(*each) for each in words] == [False] * len(words)


WORDS = ("thanks", "opinions")


def test_what_is_kept_names_nobody_and_has_no_order(people, date):
    assert {field.name for field in SaidOnce._meta.concrete_fields} == {"date", "thanks", "opinions"}
    users = [people.member, *(person(f"Camille {number}") for number in range(6))]
    Membership.objects.bulk_create(Membership(user=user, peer_group=people.here) for user in users[1:])
    for user in users:
        said_once.note(date, user, "opinions")
    kept = SaidOnce.objects.get()
    assert kept.opinions == sorted(kept.opinions) and {len(key) for key in kept.opinions} == {64}


@pytest.mark.parametrize(("seconds", "stays"), [(-1, True), (0, False)])
def test_it_goes_once_nobody_may_say_more(people, date, clock, seconds, stays):
    said_once.note(date, people.member, "thanks")
    clock.move_to(date.ends_at + 7 * DAY + datetime.timedelta(seconds=seconds))
    assert date.takes_words is stays
    purge()
    assert SaidOnce.objects.exists() is stays
