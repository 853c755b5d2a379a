"""Odd headers, hosts and methods: the request is refused or answered, never a fault of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.sign_in import interrupted_forms

pytestmark = pytest.mark.django_db
UNREADABLE = "http://["  # what Python's own reader of addresses refuses
SHARE = "/p/Zm9vYmFyYmF6cXV4MTIzNA"


@pytest.mark.parametrize("page", ["account_login", "account_logout", "accounts:card", "comfort", "mfa_activate_totp"])
@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_a_next_that_cannot_be_read_is_left_aside(page, kind, client_of):
    client = client_of(kind)
    for method in (client.get, client.post):
        assert method(reverse(page), {"next": "//["}).status_code < 500


def test_an_origin_that_cannot_be_read_is_not_ours(client):
    assert client.post(reverse("comfort"), {"size": "l"}, headers={"Origin": UNREADABLE}).status_code == 403


def test_a_referrer_that_cannot_be_read_is_left_aside(rf):
    request = rf.post("/passeport/", headers={"Referer": UNREADABLE})
    assert interrupted_forms.page_of(request) == "/passeport/"


@pytest.mark.parametrize("cookie", ["a[b]=1", "no-name", "=", 'confort="\\000"', 'messages="\\000"', "a=b; a=c"])
@pytest.mark.parametrize("address", ["/", "/compte/connexion/", SHARE])
def test_no_cookie_breaks_a_page(cookie, address):
    assert Client(HTTP_COOKIE=cookie).get(address).status_code == 200
    assert Client(HTTP_COOKIE=cookie).post(reverse("accounts:leave")).status_code == 302


@pytest.mark.parametrize("key", ['"\\000aaaaaaaaaa"', '"\\377aaaaaaaaaaaa"', "a" * 5000, "' OR 1=1 --", "é" * 20])
def test_no_session_key_breaks_a_page(key):
    for address in ("/", "/compte/", "/compte/connexion/", SHARE):
        assert Client(HTTP_COOKIE=f"sessionid={key}").get(address).status_code in {200, 302}
