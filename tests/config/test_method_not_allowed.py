"""The address of a button, opened as a page or pressed when signed out: never an empty page."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from accounts.sign_in.middleware import CLOSED

BUTTONS = [("accounts:end_sessions", []), ("passport:share_stop", [1])]


@pytest.mark.parametrize(("name", "args"), BUTTONS)
def test_a_button_pressed_when_signed_out_leads_to_sign_in_then_back_to_its_page(name, args, client, db):
    page = reverse("passport:shares")
    answer = client.post(reverse(name, args=args), headers={"referer": f"http://testserver{page}"})
    assert answer.url == f"{reverse('account_login')}?{urlencode({'next': page})}"
    assert CLOSED in client.get(answer.url).text


@pytest.mark.parametrize("name", [name for name, _ in BUTTONS])
def test_the_address_of_a_button_opened_as_a_page_is_405_in_words(name, client_of):
    address = reverse(name, args=dict(BUTTONS)[name])
    answer = client_of("member").get(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Rien n’a été changé" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_the_405_of_a_share_does_not_name_the_site(client):
    answer = client.get(reverse("sharing:again", args=["r" * 22]))
    assert answer.status_code == 405
    assert "Entrepairs" not in answer.text
