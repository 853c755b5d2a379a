"""The key of a session: new at each sign-in, nobody's once the session has ended or its account is closed."""

import time

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Session, User
from lib.allauth_internals import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from tests.accounts.kit import PASSWORD, card_of, enter, is_signed_in, with_password

pytestmark = pytest.mark.django_db


def key_of(client: Client) -> str:
    """Return the key in the cookie of a browser."""
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def by_password(client: Client) -> User:
    user = with_password()
    client.post("/compte/connexion/", {"login": user.username, "password": PASSWORD})
    return user


def by_card(client: Client) -> User:
    held = card_of()
    enter(client, held)
    return held.user


def begin(client: Client) -> str:
    """Give a visitor a session, as a card shown or a marked lesson does; return its key."""
    session = client.session
    session["anything"] = "kept"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return session.session_key


@pytest.mark.parametrize("sign_in", [by_password, by_card])
def test_signing_in_gives_another_key_and_the_former_one_opens_nothing(client, sign_in):
    before = begin(client)
    sign_in(client)
    assert is_signed_in(client)
    assert key_of(client) != before
    assert len(key_of(client)) == 32
    assert not Session.objects.filter(session_key=before).exists()


def test_proving_again_who_one_is_gives_another_key_and_the_former_one_opens_nothing(client):
    by_password(client)
    before = key_of(client)
    client.post(reverse("account_reauthenticate"), {"proof": "autre chose"})
    assert key_of(client) == before
    client.post(reverse("account_reauthenticate"), {"proof": PASSWORD})
    assert key_of(client) != before
    assert is_signed_in(client)
    assert not Session.objects.filter(session_key=before).exists()


def test_proving_it_by_a_second_factor_gives_another_key_too(client):
    user = by_password(client)
    TOTP.activate(user, secret := generate_totp_secret())
    before = key_of(client)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert key_of(client) != before
    assert is_signed_in(client)


def test_a_key_that_ended_opens_nothing(client):
    by_password(client)
    kept = key_of(client)
    client.post(reverse("account_logout"))
    former = Client()
    former.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert former.get(reverse("accounts:home")).status_code == 302
    assert not is_signed_in(former)


def test_closing_an_account_ends_its_sessions_at_the_next_request(client):
    user = by_password(client)
    assert client.get(reverse("accounts:home")).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(reverse("accounts:home")).status_code == 302


def test_a_key_of_one_s_own_making_is_not_taken(client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    by_password(client)
    assert key_of(client) != "a" * 32
