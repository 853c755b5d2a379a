"""Many presses at the same instant: one sentence of thanks, one answer, and whole groups of five."""

import pytest
from django.test import Client

from accounts.models import Membership
from config.settings_parts import rate_limits
from gatherings.models import Opinion, Thanks, WorkshopDate
from tests.gatherings.presence_kit import FROM_HERE, at, make_date, scan_screen, signed_in
from tests.gatherings.test_presence_at_once import press
from tests.people import person
from tests.sharing.test_rush import together

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 11


@pytest.fixture(autouse=True)
def limited(settings):
    """Count as a site does."""
    settings.LIMITS = rate_limits.OURS


@pytest.fixture
def date(people) -> WorkshopDate:
    return make_date(people.here, people.facilitator)


def test_one_person_thanks_and_answers_once(people, date):
    client = signed_in(people.member)
    scan_screen(client, date, "unnamed")
    assert press(client, at("thanks_write", date), {"words": "Merci."}, {"words": "Merci beaucoup."}) == {302}
    assert press(client, at("opinion", date), {"served": "yes"}, {"served": "no"}) == {302}
    assert (Thanks.objects.count(), Opinion.objects.count()) == (1, 1)


def test_two_groups_are_told_and_one_answer_waits(people, date):
    members = [person(f"Camille {number}") for number in range(PEOPLE)]
    Membership.objects.bulk_create(Membership(user=each, peer_group=people.here) for each in members)
    clients = [signed_in(each) for each in members]
    for client in clients:
        scan_screen(client, date, "unnamed")

    def once(number: int) -> int:
        browser = Client(headers=FROM_HERE)
        browser.cookies = clients[number].cookies.copy()
        return browser.post(at("opinion", date), {"served": "yes"}).status_code

    assert set(together(PEOPLE, once, PEOPLE)) == {302}
    assert [Opinion.objects.filter(is_told=told).count() for told in (True, False)] == [10, 1]
