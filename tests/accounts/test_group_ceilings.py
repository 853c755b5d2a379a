"""What those who run a group may open and make in a day."""

from django.urls import reverse

from accounts.groups import joining_views, new_account
from accounts.models import GroupInvitation, User


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
