"""One coordinator alone, in a group that has people and that nobody runs: what they give waits for another one."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import names, permissions
from accounts.groups import cards
from accounts.models import Mandate, Membership, User
from accounts.places import confirmation, given
from accounts.secret_code import rules as secret_code
from tests.accounts.as_read import agree
from tests.accounts.board import mandate_of
from tests.accounts.kit import CODE
from tests.people import person
from tests.security.puppets import BOARD, browser, page_of, puppet

DAY = datetime.timedelta(days=1)


@pytest.fixture
def victim(people):
    """A member of the group."""
    return people.member


@pytest.mark.parametrize("part", [{"function": "chair"}, {"function": "facilitator"}])
def test_a_coordinator_alone_takes_no_group_that_has_people_and_nobody_to_run_it(people, victim, part):
    """Its place serves once another coordinator has confirmed it: alone, they would read who belongs to the group."""
    coordinator = people.coordinator
    assert "Vous ne voyez pas qui est dans ce groupe" in browser(coordinator).get(page_of("people", people)).text
    page = browser(coordinator).get(page_of("open_account", people)).text
    assert "Une autre personne de la coordination confirme" in page
    form = {"display_name": "Premier", "key": "p" * 22} | part
    assert browser(coordinator).post(page_of("open_account", people), form).status_code == 302
    first = User.objects.get(display_name="Premier")
    secret_code.choose_first(first, CODE)
    assert "J’accepte" not in browser(first).get(reverse("accounts:my_places")).text
    (place,) = given.places_of(people.here)
    assert "attend une autre personne de la coordination" in browser(coordinator).get(page_of("places", people)).text
    device = page_of("place_accept", people, place.kind, place.pk)
    assert browser(coordinator).get(device).status_code == 404
    assert agree(browser(coordinator), page_of("places", people), which=f"{place.kind}-{place.pk}").status_code == 422
    with pytest.raises(given.PlaceChangedError):
        given.accept(place)
    assert not permissions.runs(first, people.here)
    assert str(victim) not in browser(coordinator).get(page_of("people", people)).text
    other = person("Autre coordination")
    other.groups.add(*coordinator.groups.all())
    assert people.here.name in browser(other).get(reverse("groups:index")).text
    agree(browser(other), page_of("places", people), which=f"{place.kind}-{place.pk}")
    given.accept(*given.confirmed_for(first))
    assert permissions.runs(first, people.here)


def test_a_coordinator_alone_gives_no_mandate_in_a_group_that_nobody_runs(people, victim):
    """To an account of theirs that the group had let in, whose board has ended since."""
    mine = puppet(people, people.board_member, "Compte à moi")
    Mandate.objects.update(ends_on=timezone.localdate() - DAY)
    membership = mine.memberships.get()
    who = {"membership": membership.pk, "name": str(mine), "mark": names.mark_of(mine)}
    data = {**who, "office": BOARD, "starts_on": timezone.localdate()}
    answer = browser(people.coordinator).post(page_of("mandate_new", people), data, follow=True)
    assert "Une autre personne de la coordination confirme d’abord" in answer.text
    mandate = Mandate.objects.get(membership=membership)
    assert mandate.confirmed_at is None
    device = page_of("place_accept", people, "mandat", mandate.pk)
    assert browser(people.coordinator).get(device).status_code == 404
    people.coordinator.delete()  # the giver gone, nobody knows any more who gave it
    (place,) = given.places_of(people.here)
    with pytest.raises(given.PlaceChangedError):
        given.accept(place)


def test_a_second_coordinator_prints_no_first_card_of_whom_another_named(people, victim):
    """The first card opens the account: they would choose its code, then confirm its place, and run the group alone."""
    form = {"display_name": "Premier", "key": "p" * 22, "function": "chair"}
    browser(people.coordinator).post(page_of("open_account", people), form)
    membership = User.objects.get(display_name="Premier").memberships.get()
    Membership.objects.filter(peer_group=people.here).exclude(pk=membership.pk).delete()  # a group of nobody else
    second = person("Autre coordination")
    second.groups.add(*people.coordinator.groups.all())
    assert browser(second).post(page_of("card", people, membership.pk)).status_code == 404
    assert permissions.can_print_card(people.coordinator, membership), "who named them does"
    (place,) = given.places_of(people.here)
    cards.issue_card(membership.user, by=second)  # as an older version let it be
    with pytest.raises(confirmation.CannotConfirmError, match="imprimé une carte"):
        confirmation.confirm(place, second)
    secret_code.choose_first(membership.user, CODE)
    assert permissions.can_print_card(second, membership), "a card opens nothing any more"


def test_an_office_held_long_ago_makes_nobody_a_second_hand(people, victim):
    """A coordinator who once sat on the board gives a place as the coordination, no longer as the board."""
    Membership.objects.create(user=people.coordinator, peer_group=people.here)
    mandate_of(people.coordinator, first=-300, last=-100)
    page = page_of("open_account", people)
    browser(people.coordinator).post(page, {"display_name": "Premier", "key": "p" * 22, "function": "chair"})
    place = next(each for each in given.places_of(people.here) if each.waits_for_holder)
    assert given.needs_coordinator(place)
