"""Odd headers and cookies: the request is refused or answered, never an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.sign_in import interrupted_forms

pytestmark = pytest.mark.django_db
UNREADABLE = "http://["  # urllib raises ValueError on it
SHARE = "/p/Zm9vYmFyYmF6cXV4MTIzNA"


@pytest.mark.parametrize("page", ["account_login", "account_logout", "accounts:card", "comfort", "mfa_activate_totp"])
@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_an_unreadable_next_breaks_no_page(page, kind, client_of):
    client = client_of(kind)
    for method in (client.get, client.post):
        assert method(reverse(page), {"next": "//["}).status_code < 500


def test_an_unreadable_origin_is_refused(client):
    assert client.post(reverse("comfort"), {"size": "l"}, headers={"Origin": UNREADABLE}).status_code == 403


def test_an_unreadable_referrer_is_ignored(rf):
    request = rf.post("/passeport/", headers={"Referer": UNREADABLE})
    assert interrupted_forms.page_of(request) == "/passeport/"


@pytest.mark.parametrize("cookie", ["a[b]=1", "no-name", "=", 'confort="\\000"', 'messages="\\000"', "a=b; a=c"])
@pytest.mark.parametrize("address", ["/", "/compte/connexion/", SHARE])
def test_an_odd_cookie_breaks_no_page(cookie, address):
    assert Client(HTTP_COOKIE=cookie).get(address).status_code == 200
    assert Client(HTTP_COOKIE=cookie).post(reverse("accounts:leave")).status_code == 302


@pytest.mark.parametrize("key", ['"\\000aaaaaaaaaa"', '"\\377aaaaaaaaaaaa"', "a" * 5000, "' OR 1=1 --", "é" * 20])
def test_an_odd_session_key_breaks_no_page(key):
    for address in ("/", "/compte/", "/compte/connexion/", SHARE):
        assert Client(HTTP_COOKIE=f"sessionid={key}").get(address).status_code in {200, 302}
