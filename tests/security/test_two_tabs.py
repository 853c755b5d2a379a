"""Two tabs at the entrance: what happens to the second once somebody signed in with the first."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.kit import PASSWORD, card_of, is_signed_in, with_password

HERE = {"Origin": "http://testserver"}
LOGIN = reverse("account_login")


def token_in(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)


@pytest.fixture
def tab(db):
    """Return a browser in which somebody just signed in, and the token of a page opened before."""
    client = Client(enforce_csrf_checks=True, headers=HERE)
    user = with_password()
    old = token_in(client.get(LOGIN).text)
    client.post(LOGIN, {"login": user.username, "password": PASSWORD, "csrfmiddlewaretoken": old})
    assert is_signed_in(client)
    return client, user, old


def test_the_second_tab_of_the_entrance_goes_on_to_the_page(tab):
    client, user, old = tab
    data = {"login": user.username, "password": PASSWORD, "csrfmiddlewaretoken": old}
    assert client.post(LOGIN, {**data, "next": "/compte/nom/"}).url == "/compte/nom/"
    assert client.post(LOGIN, {**data, "next": "https://mal.test/"}).url.startswith("/")
    assert client.get(reverse("accounts:home")).status_code == 200


def test_another_form_says_that_somebody_signed_in_since(tab):
    client, _, old = tab
    page = client.post(reverse("accounts:name"), {"display_name": "Sam", "csrfmiddlewaretoken": old})
    assert page.status_code == 403
    assert "nouvelle entrée" in page.text
    assert "trop longtemps" not in page.text


def test_a_card_shown_in_the_second_tab_never_leads_to_the_account_of_the_first(tab):
    client, _, old = tab
    page = client.post(reverse("accounts:card"), {"words": card_of().words, "csrfmiddlewaretoken": old})
    assert page.status_code == 403
    assert "nouvelle entrée" in page.text


def test_a_form_of_another_site_gets_no_redirection(tab):
    client, user, old = tab
    data = {"login": user.username, "password": PASSWORD, "csrfmiddlewaretoken": old}
    assert client.post(LOGIN, data, headers={"Origin": "https://mal.test"}).status_code == 403


def test_cleared_cookies_are_named(tab):
    client, _, old = tab
    client.cookies.clear()
    page = client.post(LOGIN, {"login": "p", "password": "p", "csrfmiddlewaretoken": old})
    assert page.status_code == 403
    assert "cookies" in page.text
    assert "trop longtemps" not in page.text
