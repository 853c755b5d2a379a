"""A second factor set up by a button that is pressed many times at once."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import reverse

from accounts.models import User
from lib.allauth_internals import TOTP, generate_totp_secret
from tests.accounts.kit import PASSWORD, with_password
from tests.security.test_races import press

pytestmark = pytest.mark.django_db(transaction=True)


def proved(user: User) -> Client:
    """Return the browser of a person with a password, who has just given it again."""
    browser = Client()
    browser.force_login(user)
    browser.post(reverse("account_reauthenticate"), {"proof": PASSWORD})
    return browser


def held(user: User) -> list[str]:
    """Return the second factors of a person."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def test_setting_up_the_application_of_codes_many_times_at_once_sets_up_one(monkeypatch):
    monkeypatch.setattr(auth, "validate_totp_code", lambda *_: True)
    user = with_password()
    browser = proved(user)
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200
    assert press(browser, reverse("mfa_activate_totp"), {"code": "123456"}) <= {302, 422}
    assert held(user) == ["recovery_codes", "totp"]


def test_printing_codes_many_times_at_once_leaves_one_sheet():
    user = with_password()
    TOTP.activate(user, generate_totp_secret())
    assert press(proved(user), reverse("accounts:paper_codes"), {}) == {302}
    assert held(user) == ["recovery_codes", "totp"]
