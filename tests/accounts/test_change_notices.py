"""Whoever proved an address is told there, in neutral words, when what opens their account changes."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.sign_in import change_notices, own_email
from accounts.sign_in.change_notices import Change
from tests.accounts.device import Device
from tests.accounts.kit import CODE, OTHER_CODE, PASSWORD, card_of, enter, give_code, sent_code, show_words
from tests.accounts.test_passkeys import add, own_browser
from tests.accounts.test_second_factor_for_power import prove_again

BEFORE, AFTER = "nour@exemple.org", "autre@exemple.org"
EMAIL, MY_CODE = reverse("accounts:email"), reverse("accounts:code")
NOT_NEUTRAL = re.compile("entrepairs|passeport|groupe|gem|handicap", re.IGNORECASE)


@pytest.fixture
def held(db):
    card = card_of()
    own_email.keep(card.user, BEFORE, proved=True)
    return card


@pytest.fixture
def browser(held) -> Client:
    client = Client()
    enter(client, held)
    mail.outbox.clear()
    return client


def notices() -> list[str]:
    """Return what each notice says, all of them sent to the address proved before."""
    found = [each for each in mail.outbox if each.subject == change_notices.SUBJECT]
    assert all(each.to == [BEFORE] for each in found)
    assert not any(NOT_NEUTRAL.search(f"{each.subject} {each.body}") for each in found)
    return [each.body.split("\n")[2].partition(", le ")[0] for each in found]


def test_a_changed_address_is_told_to_the_one_before_without_the_new_one(browser):
    browser.post(EMAIL, {"email": AFTER, "proof": CODE})
    assert notices() == [], "nothing has changed yet"
    browser.post(reverse("accounts:email_code"), {"code": sent_code()})
    assert notices() == [Change.ADDRESS]
    assert AFTER not in mail.outbox[-1].body
    assert "Tout arrêter" in mail.outbox[-1].body


def test_a_removed_address_is_told_to_it(browser):
    browser.post(EMAIL, {"email": "", "proof": CODE})
    assert notices() == [Change.NO_ADDRESS]


def test_an_address_proved_again_is_no_change(browser):
    browser.post(EMAIL, {"email": BEFORE, "proof": CODE})
    browser.post(reverse("accounts:email_code"), {"code": sent_code()})
    assert notices() == []


def test_a_changed_code_is_told(browser):
    browser.post(MY_CODE, {"code": CODE})
    assert notices() == []
    browser.post(MY_CODE, {"code": OTHER_CODE, "again": OTHER_CODE})
    assert notices() == [Change.CODE]


def test_rescue_words_and_the_code_they_bring_are_told(browser, held):
    browser.post(reverse("accounts:rescue"), {"make": "1"})
    words = " ".join(browser.get(reverse("accounts:rescue_sheet")).context["words"])
    assert notices() == [Change.RESCUE]
    other = Client()
    show_words(other, held.words)
    other.post(reverse("accounts:forgotten_code"), {"words": words})
    other.post(reverse("accounts:rescue_code"), {"code": OTHER_CODE, "again": OTHER_CODE})
    assert notices() == [Change.RESCUE, Change.CODE]
    assert give_code(other, OTHER_CODE).status_code == 302


def test_a_first_password_then_another_are_told(browser, held):
    typed = {"proof": CODE, "password1": PASSWORD, "password2": PASSWORD}
    browser.post(reverse("account_set_password"), typed)
    assert notices() == [Change.FIRST_PASSWORD]
    new = "une autre phrase assez longue"
    browser.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert notices() == [Change.FIRST_PASSWORD, Change.PASSWORD]


def test_a_device_added_then_removed_is_told(held):
    own = own_browser(held)
    add(own, Device())
    assert notices() == [Change.DEVICE]
    kept = held.user.authenticator_set.get()
    own.post(reverse("accounts:remove_passkey", args=[kept.pk]))
    assert notices() == [Change.DEVICE, Change.NO_DEVICE]


def test_a_sheet_of_codes_is_told(held, client_of, people, django_capture_on_commit_callbacks):
    own_email.keep(held.user, "", proved=False)
    own_email.keep(people.facilitator, BEFORE, proved=True)
    browser = client_of("facilitator")
    prove_again(browser)
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(reverse("accounts:paper_codes")).url == reverse("accounts:paper_sheet")
    assert notices() == [Change.PAPER]


@pytest.mark.parametrize("email", [None, BEFORE])
def test_nothing_goes_to_an_address_nobody_proved(browser, held, email):
    own_email.keep(held.user, "", proved=False)
    User.objects.filter(pk=held.user.pk).update(email=email)
    browser.post(MY_CODE, {"code": CODE})
    browser.post(MY_CODE, {"code": OTHER_CODE, "again": OTHER_CODE})
    assert mail.outbox == []
