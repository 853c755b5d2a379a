"""A sign-in half done does not outlive the password or the address that began it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import open_sessions
from accounts.models import User
from accounts.sign_in import own_email
from lib.allauth_internals import TOTP, generate_totp_secret
from tests.accounts.kit import is_signed_in, sent_code, with_password
from tests.accounts.test_mailed_code import ASK, CONFIRM, NOUR, proved
from tests.accounts.test_password_sign_in import current_code, sign_in

pytestmark = pytest.mark.django_db
SECOND = reverse("mfa_authenticate")


@pytest.fixture
def owner() -> User:
    return proved(with_password())


def moves(owner: User) -> None:
    own_email.keep(owner, "ailleurs@exemple.org", proved=True)


def changes_password(owner: User) -> None:
    owner.set_password("Une autre phrase de passe 7")
    owner.save()


def ends_every_session(owner: User) -> None:
    open_sessions.end_all(owner)


def does_nothing(owner: User) -> None:
    owner.save()


@pytest.mark.parametrize(("change", "opens"), [(does_nothing, True), (moves, False), (changes_password, False)])
def test_a_mailed_code_does_not_outlive_the_address_or_the_password(owner, change, opens):
    browser = Client()
    browser.post(ASK, {"email": NOUR})
    code = sent_code()
    change(owner)
    assert browser.post(CONFIRM, {"code": code}).status_code == 302
    assert is_signed_in(browser) == opens


@pytest.mark.parametrize(
    ("change", "opens"), [(does_nothing, True), (changes_password, False), (ends_every_session, False)]
)
def test_what_closes_everything_ends_the_question_of_the_second_factor(owner, change, opens):
    secret = generate_totp_secret()
    TOTP.activate(owner, secret)
    browser = Client()
    assert sign_in(browser, owner.username).url == SECOND
    change(owner)
    assert browser.post(SECOND, {"code": current_code(secret)}).status_code == 302
    assert is_signed_in(browser) == opens


def test_another_person_may_sign_in_where_one_had_begun(owner):
    browser = Client()
    browser.post(ASK, {"email": NOUR})
    other = proved(with_password("Camille"), "autre@exemple.org")
    browser.post(ASK, {"email": other.email})
    browser.post(CONFIRM, {"code": sent_code()})
    assert is_signed_in(browser)
