"""The same group added, the same file written, by several people at the same instant: it enters once."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.coordination import prepared_file
from accounts.coordination.prepared_file import Prepared
from accounts.permissions import COORDINATION
from directory.models import PeerGroup
from directory.tables import writing
from directory.tables.reading import Line
from tests.directory.factories import PeerGroupFactory
from tests.people import mark_second_factor, person
from tests.sharing.test_rush import AT_ONCE, together

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = AT_ONCE
TYPED = {"name": "GEM St-Éloi", "town": "Rouen", "department_code": "76"}


@pytest.fixture
def coordinators():
    """Make two coordinators, and a group that is there before."""
    PeerGroupFactory()
    team = Group.objects.get_or_create(name=COORDINATION)[0]
    people = [person("Une"), person("Deux")]
    team.user_set.add(*people)
    return people


def browsers(coordinators) -> list[Client]:
    made = []
    for user in coordinators:
        browser = Client()
        browser.force_login(user)
        mark_second_factor(browser)
        made.append(browser)
    return made


def press(coordinators, address: str, data: dict) -> set[int]:
    """Send a form many times at once, from the browsers of both; return the statuses of the answers."""
    signed_in = browsers(coordinators)

    def once(number: int) -> int:
        browser = Client()
        browser.cookies = signed_in[number % 2].cookies.copy()
        return browser.post(address, data).status_code

    return set(together(PRESSES, once))


def test_a_group_added_by_two_people_at_once_is_added_once(coordinators):
    assert press(coordinators, reverse("coordination:add"), TYPED) == {302, 422}
    assert PeerGroup.objects.filter(name=TYPED["name"]).count() == 1


def test_a_file_written_by_two_people_at_once_is_written_once(coordinators):
    lines = [Line(number, {"name": f"Groupe {number}", "town": "Rouen"}) for number in range(2, 12)]
    seen = prepared_file.mark(writing.planned(lines).told)
    for user in coordinators:
        prepared_file.keep(user, Prepared(lines, []))
    assert press(coordinators, reverse("coordination:file_preview"), {"seen": seen}) == {302}
    assert PeerGroup.objects.filter(town="Rouen").count() == 10
