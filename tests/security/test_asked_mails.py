"""Mails that a stranger causes to one address: so many an hour and a day, and never its owner kept out."""

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.sign_in import asked_mails, own_email
from config import settings as product
from tests.accounts.kit import PASSWORD, with_password

pytestmark = pytest.mark.django_db
RESET, OWN = reverse("account_reset_password"), reverse("accounts:email")
KNOWN, UNKNOWN = "nour@exemple.org", "personne@exemple.org"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.LIMITS = product.LIMITS
    settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS
    own_email.keep(with_password(), KNOWN, proved=True)


def ask(email: str, network: str = "10.0.0.1") -> int:
    return Client(REMOTE_ADDR=network).post(RESET, {"email": email}).status_code


def sent() -> int:
    return len([message for message in mail.outbox if message.to])


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_one_network_asks_five_links_an_hour_and_ten_a_day(email):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        statuses = []
        for _ in range(4):
            statuses += [ask(email) for _ in range(6)]
            clock.shift(asked_mails.HOUR * 1.01)
    assert statuses == ([302] * 5 + [429]) * 2 + [429] * 12
    assert sent() == (asked_mails.FROM_HERE_A_DAY if email == KNOWN else 0)


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_beyond_those_of_the_day_each_network_still_asks_one_an_hour(email):
    statuses = [ask(email, f"10.0.{number}.1") for number in range(asked_mails.A_DAY)]
    assert statuses == [302] * asked_mails.A_DAY
    assert [ask(email, "10.1.0.1") for _ in range(3)] == [302, 429, 429]
    assert ask(email, "10.1.1.1") == 302, "its owner is kept out by nobody"
    assert ask("autre@exemple.org", "10.1.0.1") == 302


def test_capitals_make_no_other_address():
    statuses = [ask(each) for each in (KNOWN, KNOWN.upper(), f" {KNOWN}", KNOWN.title(), KNOWN, KNOWN.upper())]
    assert statuses == [302] * 5 + [429]


def test_what_is_no_address_takes_nothing():
    assert [ask("nour@") for _ in range(3)] == [422] * 3
    assert ask(KNOWN) == 302


def test_one_account_proves_addresses_so_many_times_a_day():
    client = Client()
    client.force_login(with_password("Alix"))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        statuses = []
        for number in range(30):
            if number % 5 == 0:
                clock.shift(asked_mails.HOUR * 1.01)
            statuses.append(client.post(OWN, {"email": f"n{number}@exemple.org", "proof": PASSWORD}).status_code)
    assert statuses == [302] * 20 + [429] * 10


def test_many_accounts_write_to_one_address_so_many_times_a_day():
    def write(number: int, network: str) -> int:
        client = Client(REMOTE_ADDR=network)
        client.force_login(with_password(f"Alix {number}"))
        return client.post(OWN, {"email": UNKNOWN, "proof": PASSWORD}).status_code

    statuses = [write(number, f"10.0.{number}.1") for number in range(asked_mails.A_DAY)]
    assert statuses == [302] * asked_mails.A_DAY
    assert [write(30 + number, "10.1.0.1") for number in range(2)] == [302, 429]
    assert sent() == asked_mails.A_DAY + 1
