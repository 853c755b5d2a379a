"""The address of a button: nobody is left in front of an empty page."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from accounts.sign_in.middleware import CLOSED

BUTTONS = [("accounts:end_sessions", []), ("passport:share_stop", [1])]


@pytest.mark.parametrize(("name", "args"), BUTTONS)
def test_pressed_once_the_account_is_closed_it_leads_back_to_the_page_it_was_on(name, args, client, db):
    page = reverse("passport:shares")
    answer = client.post(reverse(name, args=args), headers={"referer": f"http://testserver{page}"})
    assert answer.url == f"{reverse('account_login')}?{urlencode({'next': page})}"
    assert CLOSED in client.get(answer.url).text


@pytest.mark.parametrize("name", [name for name, _ in BUTTONS])
def test_its_address_typed_or_come_back_to_says_so_in_words(name, client_of):
    address = reverse(name, args=dict(BUTTONS)[name])
    answer = client_of("member").get(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Rien n’a été changé" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_of_a_share_it_names_no_site(client):
    answer = client.get(reverse("sharing:again", args=["r" * 22]))
    assert answer.status_code == 405
    assert "Entrepairs" not in answer.text
