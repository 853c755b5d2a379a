"""Whoever is no longer in one group with somebody reads the name of that day, or none: never the one taken since."""

import importlib

import pytest
from django.apps import apps
from django.urls import reverse

from accounts import personal_data
from accounts.groups import leaving
from passport.confirmations import rules as confirmations
from passport.models import Confirmation, Proposal
from passport.peer_offers import rules as peer_offers
from tests.accounts.board import member_of
from tests.passport.factories import make_line, make_skill

GIVEN = reverse("passport:confirmations_given")
ELSEWHERE = "une personne qui n’est pas de vos groupes aujourd’hui"


def confirmed(line, person, shown_name=""):
    asked = confirmations.ask(line, person, None)
    written = confirmations.write(asked, person, confirmations.Words("peer", "Oui.", True, shown_name=shown_name))
    return Confirmation.objects.get(pk=written.pk)


def renamed(person, name="Nouvelle Vie"):
    person.display_name = name
    person.save()


@pytest.fixture
def line(people):
    return make_line(people.member)


@pytest.fixture
def peer(people):
    return member_of(people.here, "Camille")


def page_of(client, written):
    return client.get(reverse("passport:confirmation", args=[written.pk])).text


def test_in_one_group_the_present_name_is_read(client_of, people, line, peer):
    written = confirmed(line, peer)
    renamed(peer)
    assert "Écrite par Nouvelle Vie" in page_of(client_of("member"), written)


@pytest.mark.parametrize("shown_name", ["", "Camille"])
def test_of_who_left_the_name_of_that_day_is_read(client_of, people, line, peer, shown_name):
    written = confirmed(line, peer, shown_name)
    holder = client_of("member")
    leaving.leave(peer.memberships.get())
    assert ("on lira son nom" in page_of(holder, written)) == bool(shown_name), "the name did not change"
    renamed(peer)
    for said in (page_of(holder, written), holder.get(reverse("passport:confirmations")).text):
        assert "Nouvelle Vie" not in said
        assert "Camille" in said
    assert "Dans un partage, on lira son nom" not in page_of(holder, written)
    assert "Nouvelle Vie" not in str(personal_data.export(people.member))


def test_who_is_asked_and_left_is_not_named(client_of, people, line, peer):
    confirmations.ask(line, peer, None)
    leaving.leave(peer.memberships.get())
    renamed(peer)
    holder = client_of("member")
    for address in (reverse("passport:confirmations"), line.get_absolute_url()):
        assert ELSEWHERE in holder.get(address).text
        assert "Nouvelle Vie" not in holder.get(address).text
    assert "Nouvelle Vie" not in str(personal_data.export(people.member))


def test_the_author_does_not_follow_the_holder_either(client_of, people, line, peer):
    confirmed(line, people.board_member)
    peer_offers.offer(people.board_member, people.member, make_skill(), "gained", "Je l’ai vu.")
    author = client_of("board_member")
    assert f"Écrite pour {people.member}" in author.get(GIVEN).text
    leaving.leave(people.member.memberships.get())
    renamed(people.member)
    said = author.get(GIVEN).text
    assert f"Écrite pour {ELSEWHERE}" in said and f"Dit à {ELSEWHERE}" in said
    assert "Nouvelle Vie" not in said
    assert "Nouvelle Vie" not in str(personal_data.export(people.board_member))


def test_what_was_seen_says_the_name_of_that_day(client_of, people, peer):
    offer = peer_offers.offer(peer, people.member, make_skill(), "gained", "Je l’ai vu.")
    leaving.leave(peer.memberships.get())
    renamed(peer)
    assert offer.offered_by_name == "Camille"
    said = client_of("member").get(reverse("passport:index")).text
    assert "Camille" in said and "Nouvelle Vie" not in said


def test_the_name_of_that_day_goes_with_the_words_and_with_the_account(people, line, peer):
    written = confirmed(line, peer)
    assert (
        personal_data.export(peer)["passeport"]["confirmations que j’ai écrites"][0]["mon nom ce jour-là"] == "Camille"
    )
    written.withdraw()
    assert Confirmation.objects.get().written_as == ""
    again = confirmed(make_line(people.member), peer)
    peer_offers.offer(peer, people.member, make_skill(), "gained", "Je l’ai vu.")
    personal_data.erase(peer)
    assert Confirmation.objects.get(pk=again.pk).written_as == ""
    assert Proposal.objects.get().offered_as == ""


def test_what_was_written_before_keeps_the_name_that_its_holder_reads(people, line, peer):
    kept, withdrawn = confirmed(line, peer), confirmed(make_line(people.member), peer)
    withdrawn.withdraw()
    peer_offers.offer(peer, people.member, make_skill(), "gained", "Je l’ai vu.")
    Confirmation.objects.update(written_as="")
    Proposal.objects.update(offered_as="")
    importlib.import_module("passport.migrations.0012_names_of_the_day").keep_present_names(apps, None)
    assert Confirmation.objects.get(pk=kept.pk).written_as == Proposal.objects.get().offered_as == "Camille"
    assert Confirmation.objects.get(pk=withdrawn.pk).written_as == ""


def test_who_asked_and_left_since_is_followed_under_no_other_name(client_of, people, line):
    """On « Demandes », which the home shows, in the list, on the page of the answer, in the file of one's data."""
    asked, before = confirmations.ask(line, people.facilitator, None), str(people.member)
    leaving.leave(people.member.memberships.get())
    renamed(people.member)
    reader, answer = client_of("facilitator"), reverse("passport:confirm_asked", args=[asked.pk])
    for page in (reverse("accounts:awaited"), reverse("passport:confirmations"), answer):
        shown = reader.get(page).text
        assert "Nouvelle Vie" not in shown, page
        assert before in shown, page
    assert "Nouvelle Vie" not in str(personal_data.export(people.facilitator))


def test_what_is_written_is_told_on_the_home_under_the_name_of_that_day(client_of, people, line, peer):
    asked = confirmations.ask(line, peer, None)
    confirmations.write(asked, peer, confirmations.Words("peer", "Oui.", True))
    leaving.leave(peer.memberships.get())
    renamed(peer)
    page = client_of("member").get(reverse("accounts:awaited")).text
    assert "Camille vous a écrit" in page
    assert "Nouvelle Vie" not in page
