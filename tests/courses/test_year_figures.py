"""How many modules the people of a group finished in a year: members of that day, without those who run the group."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Mandate, Membership
from courses.learning.year_figures import finished
from courses.models import Enrolment
from tests.courses.factories import build_site, module_with
from tests.people import member_named

pytestmark = pytest.mark.django_db
JUNE = datetime.datetime(2026, 6, 10, 12, tzinfo=datetime.UTC)


@pytest.fixture
def module(db):
    return module_with(build_site(), lessons=1)


def finishes(user, module, at=JUNE) -> None:
    Enrolment.objects.create(user=user, module=module, finished_at=at)


def told(people) -> tuple[int, int | None]:
    count = finished(people.here, 2026)
    return count.total, count.people


def since_2026(user) -> Membership:
    membership = Membership.objects.get(user=user)
    membership.starts_on = datetime.date(2026, 1, 1)
    membership.save()
    return membership


def test_what_members_finished_that_year(people, module):
    since_2026(people.member)
    finishes(people.member, module)
    assert told(people) == (1, 1)
    Enrolment.objects.update(finished_at=datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC))
    assert told(people) == (0, 0), "the year is over on the clock of the group"
    Enrolment.objects.update(finished_at=None)
    assert told(people) == (0, 0)


def test_who_was_not_there_that_day_does_not_count(people, module):
    membership = since_2026(people.member)
    finishes(people.member, module)
    since_2026(people.other_member)
    finishes(people.other_member, module)
    assert told(people) == (1, 1)
    membership.ends_on = JUNE.date()
    membership.save()
    assert told(people) == (1, 1)
    membership.ends_on = JUNE.date() - datetime.timedelta(days=1)
    membership.save()
    assert told(people) == (0, 0)


def test_those_who_run_the_group_do_not_count(people, module):
    for user in (people.facilitator, people.board_member):
        since_2026(user)
        finishes(user, module)
    assert told(people) == (0, 0)
    Mandate.objects.update(starts_on=datetime.date(2024, 1, 1), ends_on=datetime.date(2026, 1, 1))
    assert told(people) == (0, 0), "that year"
    Mandate.objects.update(ends_on=datetime.date(2025, 12, 31))
    assert told(people) == (1, 1)


def test_one_person_with_two_places_counts_once(people, module):
    user = member_named(people.here, "Deux fois")
    since_2026(user)
    Membership.objects.create(
        user=user,
        peer_group=people.here,
        starts_on=datetime.date(2026, 6, 1),
        ends_on=timezone.localdate(),
    )
    finishes(user, module)
    assert told(people) == (1, 1)
