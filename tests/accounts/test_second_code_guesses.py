"""Guesses at a second code, counted by network: whoever knows a password alone keeps its owner out of nothing."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.sign_in import guesses
from lib.allauth_internals import TOTP, generate_totp_secret
from tests.accounts.kit import is_signed_in, with_password
from tests.accounts.test_password_sign_in import current_code, sign_in

pytestmark = pytest.mark.django_db
SECOND = reverse("mfa_authenticate")
PAUSE = "Faisons une pause"
SECRET = generate_totp_secret()


@pytest.fixture
def owner() -> User:
    user = with_password()
    TOTP.activate(user, SECRET)
    return user


def at_second_step(address: str, owner: User) -> Client:
    browser = Client(REMOTE_ADDR=address)
    sign_in(browser, owner.username)
    return browser


def wrong(browser: Client, times: int) -> str:
    """Try a wrong code several times; return the last page."""
    return [browser.post(SECOND, {"code": "000000"}).text for _ in range(times)][-1]


def enters(browser: Client) -> bool:
    browser.post(SECOND, {"code": current_code(SECRET)})
    return is_signed_in(browser)


def test_ten_wrong_codes_close_the_door_for_their_network_alone(owner):
    thief = at_second_step("203.0.113.9", owner)
    assert PAUSE not in wrong(thief, guesses.SECOND_CODES)
    assert PAUSE in wrong(thief, 1)
    assert not enters(thief)
    assert enters(at_second_step("198.51.100.1", owner))


def test_after_a_hundred_in_a_day_each_network_has_one_an_hour(owner, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for number in range(guesses.SECOND_CODES_A_DAY // guesses.SECOND_CODES):
        wrong(at_second_step(f"203.0.113.{number}", owner), guesses.SECOND_CODES)
    thief = at_second_step("203.0.113.200", owner)
    assert PAUSE not in wrong(thief, 1)
    assert PAUSE in wrong(thief, 1)
    time_machine.shift(datetime.timedelta(minutes=61))
    thief = at_second_step("203.0.113.200", owner)
    assert PAUSE not in wrong(thief, 1)
    assert enters(at_second_step("198.51.100.1", owner))


def test_a_right_code_gives_the_guesses_back(owner):
    browser = at_second_step("198.51.100.1", owner)
    wrong(browser, guesses.SECOND_CODES - 1)
    assert enters(browser)
    assert PAUSE not in wrong(at_second_step("198.51.100.1", owner), guesses.SECOND_CODES)
