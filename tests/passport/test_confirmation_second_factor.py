"""Who speaks for an association, or as its employee, gives the second factor they hold; a peer does not."""

import datetime
from urllib.parse import quote

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.sign_in import interrupted_forms
from accounts.sign_in import second_factor_for_power as power
from passport.confirmations import rules as confirmations
from passport.confirmations import same_device
from passport.models import Confirmation
from tests.accounts.together import settle
from tests.passport.confirmations_kit import WORDS
from tests.passport.factories import make_line
from tests.people import sign_in

State = Confirmation.State
HERE = reverse("passport:confirm_here")
SPEAKERS = {"board_member": "association", "facilitator": "employee"}


def print_codes(user):
    codes = RecoveryCodes.activate(user)
    codes.mark_as_viewed()
    return codes.get_unused_codes()


@pytest.fixture
def line(people):
    people.facilitator, people.board_member  # noqa: B018 - made
    settle()
    return make_line(people.member)


@pytest.fixture
def client_of(people):
    """Return the browser of a person of a kind, signed in by a password alone."""
    return lambda kind: sign_in(Client(), people, kind, second_factor=False)


def words(kind):
    return WORDS | {"capacity": SPEAKERS[kind], "sentence": "Le repas était prêt."}


def address_of(way, line, person):
    if way == "asked":
        return reverse("passport:confirm_asked", args=[confirmations.ask(line, person, None).pk])
    return reverse("passport:confirm", args=[confirmations.invite(line, None)[1]])


def passed_for(browser, line):
    """Write in the session of who signed in that the device was passed for a confirmation of the entry."""
    session = browser.session
    session[same_device.KEY] = confirmations.invite(line, None)[0].pk
    session.save()


@pytest.mark.parametrize("way", ["asked", "qr"])
@pytest.mark.parametrize("kind", SPEAKERS)
def test_a_password_alone_does_not_speak_for_the_association(client_of, people, line, kind, way):
    person = getattr(people, kind)
    codes, browser = print_codes(person), client_of(kind)
    address = address_of(way, line, person)
    assert browser.get(address).status_code == 200, "to read what is asked is free"
    answer = browser.post(address, words(kind))
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next={quote(reverse('accounts:drafts'), safe='')}"
    assert not Confirmation.objects.filter(state=State.WRITTEN).exists()
    kept = interrupted_forms.read(person.drafts.get())
    assert (kept["sentence"], kept["capacity"]) == (["Le repas était prêt."], [SPEAKERS[kind]])
    browser.post(answer.url, {"code": codes[0]})
    assert browser.post(address, words(kind)).url == reverse("passport:confirmations_given")
    assert Confirmation.objects.get().capacity == SPEAKERS[kind]


def test_a_board_member_confirms_as_a_peer_without_it(client_of, people, line):
    print_codes(people.board_member)
    address = address_of("asked", line, people.board_member)
    assert client_of("board_member").post(address, WORDS).url == reverse("passport:confirmations_given")


def test_what_is_wrong_in_the_form_is_said_before_anything_is_asked(client_of, people, line):
    print_codes(people.board_member)
    address = address_of("asked", line, people.board_member)
    assert client_of("board_member").post(address, words("board_member") | {"sentence": ""}).status_code == 422


def test_on_a_passed_device_it_is_asked_of_who_holds_one(client_of, people, line):
    codes, device = print_codes(people.board_member), client_of("board_member")
    passed_for(device, line)
    answer = device.post(HERE, words("board_member"))
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    device.post(answer.url, {"code": codes[0]})
    device.post(HERE, words("board_member"))
    assert Confirmation.objects.get().capacity == "association"


@pytest.mark.parametrize(("way", "is_led"), [("asked", True), ("device", False)])
def test_after_the_grace_one_is_prepared_on_ones_own_device_only(client_of, people, line, way, is_led):
    people.board_member.power_used_on = timezone.localdate() - power.GRACE - datetime.timedelta(days=1)
    people.board_member.save()
    browser, address = client_of("board_member"), address_of("asked", line, people.board_member)
    if way == "device":
        passed_for(browser, line)
        address = HERE
    answer = browser.post(address, words("board_member"))
    assert answer.url.startswith(reverse("mfa_index")) == is_led
    assert Confirmation.objects.filter(state=State.WRITTEN).exists() != is_led
