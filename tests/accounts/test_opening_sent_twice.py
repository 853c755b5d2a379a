"""The page that opens an account, sent again with the same name, or gone back to for another one."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
KEY = "k" * 22


def test_another_name_from_the_same_page_opens_another_account(client, people):
    sign_in(client, people, "facilitator")
    page = reverse("groups:open_account", args=[people.here.slug])
    answers = [client.post(page, {"display_name": name, "key": KEY}).url for name in ("Lou", "Sol", "Sol", " Lou ")]
    assert answers[0] == answers[3] != answers[1] == answers[2]
    assert User.objects.filter(display_name__in=["Lou", "Sol"]).count() == 2
    near = client.post(page, {"display_name": "lou", "key": KEY})
    assert near.status_code == 422, "a name alike asks for a tick, from the same page too"
