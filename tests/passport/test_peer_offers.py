"""« Je t’ai vu faire » at a distance: offered with a sentence, accepted or set aside in silence, taken back."""

import re

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Membership
from passport.models import Confirmation, Entry, Face, Proposal
from passport.peer_offers import rules as peer_offers
from tests.passport.factories import make_confirmation, make_line, make_skill

pytestmark = pytest.mark.django_db
GIVEN = reverse("passport:confirmations_given")
SENTENCE = "Tu as taillé les rosiers avec nous."


@pytest.fixture
def skill():
    return make_skill("Jardiner")


@pytest.fixture
def receiver(people):
    """Return the member, who may be found."""
    people.board_member  # noqa: B018 - makes the person who will say it
    Membership.objects.filter(user=people.member).update(findable=True)
    return people.member


def say(client, skill, person, **data):
    said = {"person": person.pk, "face": Face.GAINED, "sentence": SENTENCE, **data}
    return client.post(reverse("passport:seen_skill", args=[skill.slug]), said)


@pytest.fixture
def offered(client_of, skill, receiver):
    assert say(client_of("board_member"), skill, receiver).url == GIVEN
    return Proposal.objects.get()


def event(proposal):
    return reverse("passport:proposals", args=[proposal.source_kind, proposal.source_ref])


def test_the_skill_is_found_by_words(client_of, skill):
    make_skill("Compter")
    page = client_of("member").get(reverse("passport:seen"), {"q": "jardin"}).text
    assert reverse("passport:seen_skill", args=[skill.slug]) in page
    assert "Compter" not in page


def test_the_receiver_reads_who_makes_the_offer_and_the_sentence(client_of, offered):
    for page in (reverse("passport:index"), reverse("passport:proposal_list"), event(offered)):
        text = client_of("member").get(page).text
        assert SENTENCE in text
        assert "Bureau" in text


def test_an_accepted_offer_becomes_an_entry_an_occasion_and_a_confirmation(client_of, people, offered):
    client = client_of("member")
    for _ in range(2):
        client.post(event(offered), {f"p{offered.pk}": "without_help"})
    entry = Entry.objects.get()
    confirmation = Confirmation.objects.get()
    assert entry.occasions.get() == confirmation.occasion
    assert (confirmation.state, confirmation.capacity, confirmation.sentence) == ("accepted", "peer", SENTENCE)
    assert confirmation.confirmer == people.board_member
    page = client.get(entry.get_absolute_url()).text
    assert SENTENCE in page
    assert "confirmée par un pair" in page


def test_an_offer_set_aside_makes_nothing_and_can_be_accepted_later(client_of, offered):
    client = client_of("member")
    client.post(event(offered), {f"p{offered.pk}": "leave"})
    assert not Entry.objects.exists()
    assert not Confirmation.objects.exists()
    client.post(event(offered), {f"p{offered.pk}": "shows_others"})
    assert Entry.objects.get().face == Face.GAINED, "their peer saw it done, not passed on"
    assert Confirmation.objects.get().state == "accepted"


@pytest.mark.parametrize("answer", ["without_help", "leave"])
def test_the_peer_never_learns_what_became_of_their_offer(client_of, people, skill, receiver, offered, answer):
    writer = client_of("board_member")
    pages = [GIVEN, reverse("passport:confirmations"), reverse("passport:index"), reverse("accounts:data_file")]

    def read():
        with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
            drawn = r'name="(csrfmiddlewaretoken|_owner)" value="[^"]+"'
            return [re.sub(drawn, "", writer.get(page).text) for page in pages]

    before = read()
    client_of("member").post(event(offered), {f"p{offered.pk}": answer})
    assert read() == before
    assert say(writer, skill, receiver).url == GIVEN, "the same words again are the same offer"
    assert say(writer, skill, receiver, sentence="Autre chose").status_code == 422
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("answer", ["without_help", "leave", None])
def test_an_offer_taken_back_disappears_and_can_be_made_again(client_of, skill, receiver, offered, answer):
    if answer:
        client_of("member").post(event(offered), {f"p{offered.pk}": answer})
    writer = client_of("board_member")
    writer.post(reverse("passport:seen_take_back", args=[offered.pk]))
    assert SENTENCE not in writer.get(GIVEN).text
    assert not Confirmation.objects.exclude(sentence="").exists()
    assert "confirmée" not in client_of("member").get(reverse("passport:index")).text
    assert say(writer, skill, receiver, sentence="Autre chose").url == GIVEN
    assert Proposal.objects.get().sentence == "Autre chose"


def test_an_entry_this_peer_confirmed_before_keeps_the_offer_too(client_of, people, receiver, skill, offered):
    line = make_line(receiver, skill)
    make_confirmation(line, people.board_member)
    client_of("member").post(event(offered), {f"p{offered.pk}": "without_help"})
    assert line.confirmations.accepted().count() == 2


def test_only_a_findable_peer_receives_an_offer_and_only_a_peer_makes_one(client_of, people, skill, receiver):
    for kind, said_to in (("other_member", receiver), ("board_member", people.facilitator), ("facilitator", receiver)):
        assert say(client_of(kind), skill, said_to).status_code == 422
    assert "Cela se dit entre pairs" in client_of("facilitator").get(f"/passeport/vu-faire/{skill.slug}/").text
    assert "Personne à trouver" in client_of("other_member").get(f"/passeport/vu-faire/{skill.slug}/").text
    assert not Proposal.objects.exists()


def test_the_address_of_an_offer_says_neither_who_nor_what(people, skill, receiver):
    one = peer_offers.offer(people.board_member, receiver, skill, Face.GAINED, SENTENCE)
    other = peer_offers.offer(people.board_member, receiver, make_skill(), Face.GAINED, SENTENCE)
    assert one.source_ref != other.source_ref
    assert len(one.source_ref) == 32


def test_saying_it_too_often_in_a_day_keeps_the_words(client_of, receiver, settings):
    settings.LIMITS = {"seen_offer": "1/d/key"}
    client = client_of("board_member")
    say(client, make_skill(), receiver)
    answer = say(client, make_skill(), receiver)
    assert answer.status_code == 429
    assert SENTENCE in answer.text


def test_the_offer_of_an_erased_account_stays_unnamed(client_of, people, offered):
    people.board_member.delete()
    page = client_of("member").get(event(offered)).text
    assert SENTENCE in page
    assert "Bureau" not in page
    client_of("member").post(event(offered), {f"p{offered.pk}": "tried"})
    assert Confirmation.objects.get().confirmer is None
