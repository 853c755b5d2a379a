"""What those who run a group may open and make in a day."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.groups import joining_views, new_account
from accounts.models import GroupInvitation, Turn, User

DAY = datetime.timedelta(days=1)


def test_a_group_opens_some_accounts_a_day_and_the_name_typed_then_stays(client_of, people, monkeypatch):
    monkeypatch.setattr(new_account, "OPENED_A_DAY", 1)
    client = client_of("facilitator")
    page = reverse("groups:open_account", args=[people.here.slug])
    assert client.post(page, {"display_name": "Lou", "key": "k" * 22}).status_code == 302
    refused = client.post(page, {"display_name": "Sol", "key": "z" * 22})
    assert refused.status_code == 422
    assert new_account.MANY_OPENED in refused.text and 'value="Sol"' in refused.text
    assert not User.objects.filter(display_name="Sol").exists()


def test_a_group_makes_some_invitations_a_day(client_of, people, monkeypatch):
    monkeypatch.setattr(joining_views, "INVITED_A_DAY", 1)
    client = client_of("facilitator")
    address = reverse("groups:invite", args=[people.here.slug])
    assert client.post(address, {"key": "a" * 22}).status_code == 302
    refused = client.post(address, {"key": "b" * 22})
    assert refused.status_code == 422 and joining_views.MANY_INVITED in refused.text
    assert GroupInvitation.objects.count() == 1


def test_several_turns_are_taken_all_or_none(db):
    assert Turn.objects.take_several("essai", 2, 3, DAY)
    assert Turn.objects.left("essai", 3) == 1
    assert not Turn.objects.take_several("essai", 2, 3, DAY)
    assert Turn.objects.left("essai", 3) == 1, "none was taken"
    assert Turn.objects.take("essai", 3, DAY) and Turn.objects.left("essai", 3) == 0
    with time_machine.travel(timezone.now() + DAY + DAY):
        assert Turn.objects.left("essai", 3) == 3
        assert Turn.objects.take_several("essai", 3, 3, DAY)


class Meanwhile:
    """A length of a day, during whose reckoning somebody else takes the first turn."""

    taken = False

    def __radd__(self, now: datetime.datetime) -> datetime.datetime:
        if not self.taken:
            self.taken = Turn.objects.take("essai", 3, DAY)
        return now + DAY


@pytest.mark.parametrize(("most", "taken"), [(3, True), (2, False)])
def test_a_turn_that_somebody_takes_at_this_instant_is_left_to_them(most, taken, db):
    assert Turn.objects.take_several("essai", 2, most, Meanwhile()) is taken
    assert Turn.objects.left("essai", 3) == (0 if taken else 2)
