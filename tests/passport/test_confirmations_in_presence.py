"""Confirming in presence: by a QR between two devices, or on one device that is passed."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from passport.confirmations import rules as confirmations
from passport.models import Confirmation
from tests.accounts.kit import CODE, card_of, enter, is_signed_in
from tests.passport.confirmations_kit import WORDS, ask, plain
from tests.passport.factories import make_confirmation, make_line, make_skill
from tests.people import sign_in

pytestmark = pytest.mark.django_db
State = Confirmation.State
HERE = reverse("passport:confirm_here")
MINE = reverse("passport:confirmations")


@pytest.fixture
def line(people):
    return make_line(people.member, make_skill("Jardiner"))


# --- a QR -----------------------------------------------------------------------------------------


def test_a_qr_leads_whoever_signs_in_to_the_line_and_serves_once(client_of, people, line):
    holder, peer = client_of("member"), client_of("other_member")
    page = ask(holder, line, way="qr").url
    token = re.search(r"/passeport/confirmer/([\w-]+)/", holder.get(page).text)[1]
    address = reverse("passport:confirm", args=[token])
    assert Client().get(address).url.startswith(reverse("account_login"))
    assert "Jardiner" in peer.get(address).text
    assert Confirmation.objects.get().confirmer is None
    assert peer.post(address, WORDS).status_code == 302
    assert peer.post(address, WORDS).status_code == 302, "pressed twice"
    assert Confirmation.objects.get().confirmer == people.other_member
    assert peer.get(address).status_code == client_of("facilitator").get(address).status_code == 404
    assert holder.get(page).url == MINE


def test_unknown_used_over_and_own_addresses_get_the_same_page(client_of, people, line):
    used, first = confirmations.invite(make_line(people.member), None)
    confirmations.write(used, people.editor, confirmations.Words("peer", "Oui.", True))
    _, own = confirmations.invite(make_line(people.other_member), None)
    with time_machine.travel("2026-11-20 12:00:00+01:00"):
        _, over = confirmations.invite(line, None)
    with time_machine.travel("2026-11-20 12:31:00+01:00"):
        peer = client_of("other_member")
        answers = [peer.get(reverse("passport:confirm", args=[token])) for token in (first, own, over, "A" * 22)]
    tokens = re.compile(r"confirmer(?:/|%2F)[\w-]+")
    assert {answer.status_code for answer in answers} == {404}
    assert len({tokens.sub("", plain(answer)) for answer in answers}) == 1


def test_a_qr_made_elsewhere_is_not_shown_again(client_of, people, line):
    asked, _ = confirmations.invite(line, None)
    page = client_of("member").get(reverse("passport:confirmation_qr", args=[asked.pk]))
    assert "Ce carré ne sert plus" in page.text
    assert "<svg viewBox" not in page.text


def test_a_second_confirmation_of_one_line_by_one_person_is_refused_in_words(client_of, people, line):
    make_confirmation(line, people.other_member)
    _, token = confirmations.invite(line, None)
    answer = client_of("other_member").post(reverse("passport:confirm", args=[token]), WORDS)
    assert answer.status_code == 422
    assert "Vous avez déjà écrit pour cette ligne" in answer.text


# --- the device is passed -------------------------------------------------------------------------


@pytest.fixture
def device(people, line):
    """The holder's device, just passed."""
    client = sign_in(Client(), people, "member")
    answer = ask(client, line, way="device")
    assert answer.url == f"{reverse('accounts:card')}?next={HERE}"
    return client


def test_passing_the_device_signs_its_holder_out(device, line):
    assert not is_signed_in(device)
    assert device.get(line.get_absolute_url()).url.startswith(reverse("account_login"))
    page = device.get(f"{reverse('accounts:card')}?next={HERE}").text
    assert "Donnez l’appareil" in page
    assert f"{reverse('account_login')}?next={HERE}" in page, "without a card too, one goes on to the same page"


@pytest.mark.parametrize("said", [WORDS, {"decline": "1"}], ids=["confirms", "declines"])
def test_the_peer_signs_in_answers_and_is_signed_out_alike(device, people, said):
    held = card_of(people.other_member)
    assert enter(device, held).url == HERE, "without the box of a shared computer"
    assert device.session.get_expire_at_browser_close()
    assert "Jardiner" in device.get(HERE).text
    answer = device.post(HERE, said)
    assert answer.url == reverse("passport:device_back")
    assert not is_signed_in(device)
    assert "Merci. Rendez l’appareil." in device.get(answer.url).text
    assert Confirmation.objects.get().state == (State.WRITTEN if said == WORDS else State.ASKED)


def test_a_wrong_answer_keeps_the_peer_and_their_words(device, people):
    enter(device, card_of(people.other_member))
    answer = device.post(HERE, {"sentence": "Une phrase"})
    assert answer.status_code == 422
    assert "Une phrase" in answer.text
    assert is_signed_in(device)


def test_a_holder_who_signs_back_in_finds_their_passport_and_nothing_is_left(device, people):
    assert enter(device, card_of(people.member)).url == MINE
    assert device.get(HERE).status_code == 404


def test_after_thirty_minutes_nothing_of_the_peer_opens(people, line):
    device = sign_in(Client(), people, "member")
    with time_machine.travel("2026-11-20 12:00:00+01:00"):
        ask(device, line, way="device")
    with time_machine.travel("2026-11-20 12:31:00+01:00"):
        assert enter(device, card_of(people.other_member)).url == reverse("passport:device_back")
        assert not is_signed_in(device)
        assert "n’est plus ouverte" in device.get(reverse("passport:device_back")).text


def test_the_peer_s_secret_code_is_still_asked_on_a_passed_device(device, people):
    enter(device, card_of(people.other_member), code=f"{(int(CODE) + 1):06d}")
    assert not is_signed_in(device)
    assert device.get(HERE).url.startswith(reverse("account_login"))
