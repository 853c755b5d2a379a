"""Nothing that is typed breaks a page: NUL, emoji, right-to-left, 10,000 characters."""

import pytest
from django.urls import reverse

from tests.accounts.kit import CODE, card_of, enter, show_words, with_password
from tests.people import sign_in

ODD = ["\x00", "a\x00b", "🦊🦊🦊", "\u202eabc", "e\u0301" * 30, "x" * 10_000, "' OR 1=1 --", "{{ 7*7 }}"]

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("odd", ODD)]


def refused_or_done(response) -> bool:
    return response.status_code in {302, 422}


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("account_login", ["login", "password"]),
        ("account_reset_password", ["email"]),
        ("accounts:card", ["words"]),
    ],
)
def test_odd_input_at_sign_in_breaks_nothing(page, fields, odd, client):
    response = client.post(reverse(page), dict.fromkeys(fields, odd))
    assert response.status_code == 422


def test_odd_input_as_a_code_breaks_nothing(odd, client):
    show_words(client, card_of().words)
    assert client.post(reverse("accounts:card_code"), {"code": odd}).status_code == 422


def test_odd_input_as_a_first_code_breaks_nothing(odd, client):
    show_words(client, card_of(code=None).words)
    assert client.post(reverse("accounts:card_code"), {"code": odd, "again": odd}).status_code == 422


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("accounts:email", ["email", "proof"]),
        ("accounts:code", ["old", "code", "again"]),
        ("account_set_password", ["proof", "password1", "password2"]),
        ("accounts:erase", ["proof"]),
    ],
)
def test_odd_input_in_the_account_forms_breaks_nothing(page, fields, odd, client):
    enter(client, card_of())
    assert client.post(reverse(page), dict.fromkeys(fields, odd)).status_code == 422


def test_odd_input_as_a_display_name_breaks_nothing(odd, client):
    enter(client, card_of())
    assert refused_or_done(client.post(reverse("accounts:name"), {"display_name": odd}))
    assert client.get(reverse("accounts:home")).status_code == 200


def test_odd_input_as_a_second_code_breaks_nothing(odd, client):
    from lib.allauth_internals import TOTP, generate_totp_secret

    user = with_password()
    TOTP.activate(user, generate_totp_secret())
    client.post(reverse("account_login"), {"login": user.username, "password": "une phrase assez longue"})
    assert client.post(reverse("mfa_authenticate"), {"code": odd}).status_code == 422


def test_odd_input_in_the_group_forms_breaks_nothing(odd, client, people):
    sign_in(client, people, "facilitator")
    page = reverse("groups:open_account", args=[people.here.slug])
    assert refused_or_done(client.post(page, {"display_name": odd, "key": "k" * 22}))
    assert client.post(page, {"display_name": "Lou", "key": odd}).status_code == 422
    card = reverse("groups:card", args=[people.here.slug, people.member.memberships.get().pk])
    assert client.post(card, {"replacing": odd}).status_code == 302


def test_odd_input_in_the_search_of_a_group_breaks_nothing(odd, client, people):
    sign_in(client, people, "coordinator")
    asked = {"q": odd, "etat": odd, "departement": odd}
    assert client.get(reverse("coordination:groups"), asked).status_code in {200, 422}


def test_an_odd_next_address_breaks_nothing(odd, client):
    held = card_of()
    assert client.get(reverse("accounts:card"), {"next": odd}).status_code == 200
    show_words(client, held.words, next=odd)
    response = client.post(reverse("accounts:card_code"), {"code": CODE})
    assert response.status_code == 302
