"""Many people sign up at the same instant: as many have a place as there are places."""

import pytest

from accounts.models import Membership
from gatherings.attending import rules
from gatherings.models import SignUp
from tests.gatherings.factories import make_workshop
from tests.people import person
from tests.sharing.test_rush import together

pytestmark = pytest.mark.django_db(transaction=True)
PLACES, COMING = 12, 24


@pytest.fixture
def coming(people):
    users = [person(f"Lou {number}") for number in range(COMING)]
    Membership.objects.bulk_create(Membership(user=user, peer_group=people.here) for user in users)
    return users


@pytest.fixture
def date(people):
    return make_workshop(people.here, places=PLACES).dates.get()


def test_twenty_four_people_at_once_have_twelve_places(coming, date):
    def sign_up(number: int) -> bool:
        return rules.sign_up(date, coming[number]).is_waiting

    assert sorted(together(COMING, sign_up, COMING)) == [False] * PLACES + [True] * PLACES
    date.refresh_from_db()
    assert date.places_taken == SignUp.objects.holding_a_place().count() == PLACES


def test_places_given_back_at_once_go_each_to_somebody_who_waits(coming, date):
    for user in coming:
        rules.sign_up(date, user)

    def leave(number: int) -> bool:
        return rules.leave(date, coming[number])

    assert together(PLACES, leave, PLACES) == [True] * PLACES
    date.refresh_from_db()
    assert date.places_taken == SignUp.objects.holding_a_place().count() == PLACES
    assert not SignUp.objects.in_line().exists()
