"""Many presses at the same instant: a person counts once, a date closes once."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from accounts.models import Membership
from config.settings_parts import rate_limits
from gatherings import codes
from gatherings.models import Presence, WorkshopDate
from passport.models import Proposal
from tests.gatherings.presence_kit import FROM_HERE, at, make_date, number_of, signed_in
from tests.passport.factories import make_skill
from tests.people import person
from tests.sharing.test_rush import together

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 20


@pytest.fixture(autouse=True)
def limited(settings):
    """Count as a site does."""
    settings.LIMITS = rate_limits.OURS


@pytest.fixture
def date(people) -> WorkshopDate:
    return make_date(people.here, people.facilitator, (make_skill(),))


def press(client: Client, address: str, *sent: dict) -> set[int]:
    """Send these forms in turn, PRESSES of them at once, from one browser; return the statuses of the answers."""

    def once(number: int) -> int:
        browser = Client(headers=FROM_HERE)
        browser.cookies = client.cookies.copy()
        return browser.post(address, sent[number % len(sent)]).status_code

    return set(together(PRESSES, once))


@pytest.mark.parametrize("sent", [({"named": "1"},), ({"unnamed": "1"},), ({"named": "1"}, {"unnamed": "1"})])
def test_one_person_counts_once(people, date, sent):
    address = urlsplit(codes.screen_address(date)).path
    assert press(signed_in(people.member), address, *sent) == {302}
    assert number_of(date) == 1


def test_each_of_several_people_counts_once(people, date):
    address = urlsplit(codes.screen_address(date)).path
    browsers = []
    for number in range(5):
        account = person(f"Lou {number}")
        Membership.objects.create(user=account, peer_group=people.here)
        browsers.append(signed_in(account).cookies)

    def once(number: int) -> int:
        browser = Client(headers=FROM_HERE)
        browser.cookies = browsers[number % 5].copy()
        return browser.post(address, {("named", "unnamed")[number % 5 % 2]: "1"}).status_code

    assert set(together(PRESSES, once)) == {302}
    assert (number_of(date), Presence.objects.count()) == (5, 3)


def test_closing_many_times_at_once_offers_once(people, date):
    Presence.objects.create(date=date, user=people.member, is_said=True)
    press(signed_in(people.facilitator), at("presences", date), {"came": "4", "close": "1"})
    assert number_of(date) == 4 and Proposal.objects.count() == 2
