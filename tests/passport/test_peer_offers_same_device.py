"""« Je t’ai vu faire » on one device: passed to the peer, who signs in, says it, and is signed out."""

import pytest
from django.test import Client
from django.urls import reverse

from passport.confirmations import same_device
from passport.models import Face, Proposal, SeenInvite
from passport.peer_offers import rules as peer_offers
from tests.accounts.kit import card_of, enter, is_signed_in
from tests.passport.factories import make_skill
from tests.people import facilitates, sign_in

pytestmark = pytest.mark.django_db
SHOW, HERE = reverse("passport:offer_show"), reverse("passport:offer_here")
SAID = {"face": Face.GAINED, "sentence": "Tu as taillé les rosiers avec nous."}


@pytest.fixture
def skill():
    return make_skill("Jardiner")


@pytest.fixture
def device(people) -> Client:
    """The member's device, just passed."""
    client = sign_in(Client(), people, "member")
    answer = client.post(SHOW, {"device": "1"})
    assert answer.url == f"{reverse('account_login')}?next={HERE}"
    assert "Donnez l’appareil" in client.get(answer.url).text
    assert not is_signed_in(client)
    return client


@pytest.fixture
def shown_before(people) -> SeenInvite:
    """Somebody else shows a code already."""
    return peer_offers.show(people.editor)


def say_here(device: Client, skill):
    return device.post(reverse("passport:offer_here_skill", args=[skill.slug]), SAID)


def test_the_peer_signs_in_makes_an_offer_and_is_signed_out(device, people, skill):
    assert enter(device, card_of(people.other_member)).url == HERE, "without the box of a shared computer"
    assert device.session.get_expire_at_browser_close()
    assert f'href="{skill.slug}/"' in device.get(HERE).text
    assert say_here(device, skill).url == reverse("passport:device_back")
    assert not is_signed_in(device)
    assert Proposal.objects.get().offered_by == people.other_member


def test_the_peer_may_say_nothing_and_is_signed_out_alike(device, people, skill):
    enter(device, card_of(people.other_member))
    assert device.post(HERE, {"decline": "1"}).url == reverse("passport:device_back")
    assert not is_signed_in(device)
    assert not Proposal.objects.exists()


def test_a_person_who_is_no_peer_is_told_and_finds_the_way_out(device, people, skill):
    people.facilitator.memberships.update(**facilitates())
    enter(device, card_of(people.facilitator))
    page = device.get(HERE).text
    assert "Cela se dit entre pairs" in page
    assert 'name="decline"' in page


def test_a_holder_who_signs_back_in_finds_their_passport_and_nothing_is_left(device, people, skill):
    assert enter(device, card_of(people.member)).url == reverse("passport:confirmations")
    assert device.get(HERE).status_code == say_here(device, skill).status_code == 404
    assert same_device.TO_OFFER not in device.session


def test_the_offer_is_for_whoever_passed_the_device_among_all_who_show_a_code(shown_before, device, people, skill):
    peer_offers.show(people.board_member)
    enter(device, card_of(people.other_member))
    say_here(device, skill)
    assert Proposal.objects.get().member == people.member


def test_a_code_put_away_meanwhile_serves_no_more_on_the_passed_device(device, people, skill):
    enter(device, card_of(people.other_member))
    SeenInvite.objects.all().delete()
    assert device.get(HERE).status_code == say_here(device, skill).status_code == 404
    assert is_signed_in(device)


def test_the_pages_of_a_passed_device_are_closed_when_none_was_passed(client_of, skill):
    client = client_of("other_member")
    assert client.get(HERE).status_code == say_here(client, skill).status_code == 404
