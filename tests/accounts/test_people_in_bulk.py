"""What the admin does to several people at once follows the rule of the page of each, and the journal tells it."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import LoginCard, User
from tests.accounts.kit import card_of, enter, is_signed_in, with_password
from tests.people import person

pytestmark = pytest.mark.django_db
CLOSED, OPEN = "False", "True"


@pytest.fixture
def admin(client_of) -> Client:
    return client_of("superuser")


def press(client: Client, action: str, people: list[User], **data: object):
    """Do one of the actions of the list to people; return the answer."""
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    return client.post(f"{address}?{urlencode([('id', each.pk) for each in people])}", data)


def told() -> list[tuple[str, str]]:
    """Return the lines of the journal: who, of whom."""
    return [(str(line.user), line.label) for line in ModelLogEntry.objects.filter(action="wagtail.edit")]


def test_accounts_closed_together_open_nothing_when_they_open_again(admin):
    user, client = with_password(), Client()
    client.force_login(user)
    card = card_of(user).card
    both = [user, person("Nour")]
    assert press(admin, "set_active_state", both, mark_as_active=CLOSED).status_code == 302
    assert not User.objects.filter(pk__in=[each.pk for each in both], is_active=True).exists()
    assert press(admin, "set_active_state", both, mark_as_active=OPEN).status_code == 302
    assert User.objects.filter(pk__in=[each.pk for each in both], is_active=True).count() == 2
    assert not is_signed_in(client)
    assert not LoginCard.objects.usable().filter(pk=card.pk).exists()
    assert told().count(("Technique", "Nour")) == 2


def test_opening_accounts_stops_nothing_and_nobody_closes_their_own(admin, people):
    user, client = with_password(), Client()
    client.force_login(user)
    press(admin, "set_active_state", [user, people.superuser], mark_as_active=OPEN)
    press(admin, "set_active_state", [people.superuser], mark_as_active=CLOSED)
    assert is_signed_in(client)
    assert is_signed_in(admin)
    assert User.objects.get(pk=people.superuser.pk).is_active
    assert told() == [], "nothing changed"


def test_a_role_given_to_several_is_told_and_closes_their_cards(admin):
    held, role = card_of(), Group.objects.create(name="Rédaction")
    role.permissions.add(Permission.objects.get(codename="access_admin"))
    assert press(admin, "assign_role", [held.user], role=role.pk).status_code == 302
    assert list(held.user.groups.all()) == [role]
    assert told() == [("Technique", "Nour")]
    browser = Client()
    enter(browser, held)
    assert not is_signed_in(browser)
