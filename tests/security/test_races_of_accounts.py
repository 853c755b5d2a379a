"""Accounts opened at the same instant: a button pressed twice opens one, or one list once."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Turn
from tests.people import People, sign_in
from tests.security.test_races import press

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(db) -> People:
    return People()


def test_opening_an_account_many_times_at_once_opens_one(people):
    client = sign_in(Client(), people, "facilitator")
    address = reverse("groups:open_account", args=[people.here.slug])
    assert press(client, address, {"display_name": "Lou", "key": "k" * 22}) == {302}
    assert Membership.objects.filter(opening_key="k" * 22).count() == 1
    assert type(people.member).objects.filter(display_name="Lou").count() == 1


def test_opening_a_list_many_times_at_once_opens_it_once(people):
    client = sign_in(Client(), people, "facilitator")
    address = reverse("groups:open_listed", args=[people.here.slug, "k" * 22])
    listed = {"name-0": "Lou", "keep-0": "on", "name-1": "Sol", "keep-1": "on"}
    assert press(client, address, listed) == {302}
    assert {str(each.user) for each in Membership.objects.filter(opening_key__isnull=False)} == {"Lou", "Sol"}
    assert Turn.objects.count() == 2


def test_a_key_that_opened_an_account_in_another_group_is_not_found(people):
    client = sign_in(Client(), people, "facilitator")
    Membership.objects.create(
        user=people.facilitator,
        peer_group=people.elsewhere,
        role=Membership.Role.FACILITATOR,
        role_accepted_at=timezone.now(),
    )
    for group, status in ((people.elsewhere, 302), (people.here, 404)):
        address = reverse("groups:open_account", args=[group.slug])
        assert client.post(address, {"display_name": "Lou", "key": "k" * 22}).status_code == status
