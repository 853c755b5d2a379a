"""The one way to sign in, with its limits and its second factor: Wagtail's own pages lead to it."""

import pytest
from django.urls import reverse

from tests.accounts.kit import PASSWORD, is_signed_in, with_password

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/_util/login/", "/admin/login/"])
def test_wagtail_s_own_sign_in_pages_lead_to_ours(address, client):
    person = with_password()
    for send in (client.get, client.post):
        answer = send(address, {"username": person.username, "password": PASSWORD})
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))
    assert not is_signed_in(client)
