"""A first card that somebody else used before its owner: what the group reads, and what it may do about it."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.groups.cards import print_card
from accounts.models import Membership
from tests.accounts.card_kit import page
from tests.accounts.kit import CODE, Held, enter, is_signed_in
from tests.accounts.together import settle

SAID = "Une nouvelle carte ne le fait pas sortir."
LOST = reverse("help_lost")


@pytest.fixture
def there(people) -> Membership:
    """A member whose account nobody has entered."""
    people.facilitator, people.board_member  # noqa: B018 - they stay
    settle()
    return people.member.memberships.select_related("user", "peer_group").get()


@pytest.fixture
def finder(there, people) -> Client:
    """Whoever found the first card, and chose the code."""
    client = Client()
    card, words, token = print_card(there, people.facilitator)
    enter(client, Held(there.user, card, " ".join(words), token), again=CODE)
    assert is_signed_in(client)
    return client


def card_page(there: Membership) -> str:
    return reverse("groups:card", args=[there.peer_group.slug, there.pk])


def departure(there: Membership) -> str:
    return reverse("groups:departure", args=[there.peer_group.slug, there.pk])


def test_a_card_that_nobody_used_says_nothing_of_it(client_of, there, people):
    print_card(there, people.facilitator)
    told = client_of("facilitator").get(card_page(there)).text
    assert SAID not in told
    assert "elle le choisira avec la nouvelle" in told and "reste le même" not in told
    assert SAID not in client_of("facilitator").get(page(people)).text


@pytest.mark.parametrize(("days", "is_said"), [(59, True), (61, False)])
def test_a_new_account_that_was_entered_says_what_to_do(client_of, there, finder, people, days, is_said):
    client_of("facilitator")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days)):
        told = client_of("facilitator").get(card_page(there)).text
        several = client_of("facilitator").get(page(people)).text
    assert (SAID in told, departure(there) in told) == (is_said, is_said)
    assert (SAID in several) is is_said
    assert "Le code secret de la personne reste le même." in told


def test_another_card_leaves_the_finder_in_and_a_departure_ends_their_place_that_night(
    client_of, there, finder, people
):
    client, journal = client_of("facilitator"), reverse("groups:journal", args=[there.peer_group.slug])
    print_card(there, people.facilitator)
    assert finder.get(journal).status_code == 200
    client.post(departure(there), {"last_day": timezone.localdate().isoformat()})
    assert finder.get(journal).status_code == 200, "until midnight, as the page says"
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        assert finder.get(journal).status_code == 404
        assert not Membership.objects.current().filter(pk=there.pk).exists()


def test_a_closed_account_is_out_at_once(there, finder):
    there.user.is_active = False
    there.user.save()
    assert finder.get(reverse("accounts:home")).status_code == 302


def test_who_may_not_note_the_departure_is_told_who_does(client_of, there, finder, people):
    there.role, there.role_accepted_at = Membership.Role.FACILITATOR, timezone.now()
    there.save()
    told = client_of("facilitator").get(card_page(there)).text
    assert departure(there) not in told and "Une personne du bureau note le départ de ce compte" in told


def test_the_coordination_is_told_to_have_the_first_account_closed(client_of, people):
    there = people.facilitator.memberships.get(peer_group=people.here)
    card, words, token = print_card(there, people.coordinator)
    enter(Client(), Held(there.user, card, " ".join(words), token), again=CODE)
    told = client_of("coordinator").get(card_page(there)).text
    assert SAID in told and "Demandez tout de suite à qui tient le site" in told


def test_the_page_for_lost_things_says_it_too(client, db):
    told = client.get(LOST).text
    assert SAID in told and 'id="premiere-carte"' in told
