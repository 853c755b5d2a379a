"""What one person of the coordination must not do alone: enter a group of others, make a pair-advocate of their own."""

import datetime
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.models import LoginCard, Mandate, Membership
from accounts.secret_code import rules as secret_code
from content.admin import roles
from tests.accounts.as_read import agree
from tests.accounts.kit import CODE
from tests.people import person
from tests.security.puppets import browser, page_of

FIRST = {"display_name": "Marionnette", "key": "k" * 22, "function": "chair"}


def another_coordinator():
    other = person("Autre coordination")
    other.groups.add(Group.objects.get(name=roles.COORDINATION))
    return other


@pytest.mark.parametrize("how", ["mandate_end", "mandate"])
def test_a_coordinator_who_ended_a_board_does_not_open_the_first_account(people, how):
    mandate, alone = people.board_member.memberships.get().mandates.get(), browser(people.coordinator)
    ended = str(timezone.localdate() - datetime.timedelta(days=1))
    said = {"office": mandate.office, "starts_on": str(mandate.starts_on), "ends_on": ended, "go_on": "on"}
    assert alone.post(page_of(how, people, mandate.pk), said).status_code == 302
    assert alone.post(page_of("open_account", people), FIRST).status_code == 404
    assert "Une autre personne de la coordination" in alone.get(page_of("people", people)).text
    other = browser(another_coordinator())
    assert "Une autre personne de la coordination" not in other.get(page_of("people", people)).text
    assert other.post(page_of("open_account", people), FIRST).status_code == 302


@pytest.fixture
def without_keyholder(people):
    """The group keeps a member, and nobody runs it."""
    people.member  # noqa: B018 - made
    return people


def _puppet_of(alone, people):
    alone.post(page_of("open_account", people), FIRST)
    return Membership.objects.get(user__display_name="Marionnette")


def test_the_first_account_of_a_group_of_others_has_no_card_until_another_coordinator_confirms(without_keyholder):
    people, alone = without_keyholder, browser(without_keyholder.coordinator)
    opened = alone.post(page_of("open_account", people), FIRST, follow=True)
    assert "Une autre personne de la coordination confirme d’abord sa place" in opened.text
    assert "Vous imprimez ensuite sa carte" in alone.get(page_of("people", people)).text
    membership = Membership.objects.get(user__display_name="Marionnette")
    card = page_of("card", people, membership.pk)
    assert [alone.get(card).status_code, alone.post(card, {"replacing": 0}).status_code] == [404, 404]
    assert not LoginCard.objects.filter(user=membership.user).exists()
    mandate = membership.mandates.get()
    assert agree(alone, page_of("places", people), which=f"mandat-{mandate.pk}").status_code == 422
    other = browser(another_coordinator())
    assert agree(other, page_of("places", people), which=f"mandat-{mandate.pk}").status_code == 302
    assert other.get(card).status_code == 404, "who confirms prints nothing"
    assert alone.post(card, {"replacing": 0}).status_code == 302


def test_a_place_taken_back_leaves_no_card_to_print(without_keyholder):
    people, alone = without_keyholder, browser(without_keyholder.coordinator)
    membership = _puppet_of(alone, people)
    membership.mandates.all().delete()
    assert alone.get(page_of("card", people, membership.pk)).status_code == 404


@pytest.fixture
def chair_of_one(people):
    """A coordinator opened the first account of an empty group, whose chair they are; it proposes a pair-advocate."""
    alone = browser(people.coordinator)
    membership = _puppet_of(alone, people)
    secret_code.choose_first(membership.user, CODE)
    Mandate.objects.update(accepted_at=timezone.now())
    return membership


def _propose(people, chair, advocate):
    page = page_of("person", people, advocate.pk)
    assert browser(chair.user).post(page, {"is_peer_advocate": "on", "role": "member"}).status_code == 302
    return f"pair-advocate-{advocate.pk}"


@pytest.mark.parametrize("whom", ["oneself", "another"])
def test_who_alone_stands_above_the_proposer_confirms_no_pair_advocate(people, chair_of_one, whom):
    advocate = chair_of_one
    if whom == "another":
        advocate = Membership.objects.create(user=person("Deuxième"), peer_group=people.here)
        secret_code.choose_first(advocate.user, CODE)
    which, other = _propose(people, chair_of_one, advocate), browser(another_coordinator())
    refused = agree(browser(people.coordinator), page_of("places", people), which=which)
    assert refused.status_code == 422
    assert "Il faut deux personnes de la coordination" in unescape(refused.text)
    assert browser(advocate.user).get(reverse("practices:questions")).status_code == 404
    assert agree(other, page_of("places", people), which=which).status_code == 302
    assert browser(advocate.user).get(reverse("practices:questions")).status_code == 200


def test_an_erased_proposer_leaves_the_proposal_to_be_made_again(people, chair_of_one):
    advocate = Membership.objects.create(user=person("Deuxième"), peer_group=people.here)
    secret_code.choose_first(advocate.user, CODE)
    which = _propose(people, chair_of_one, advocate)
    chair_of_one.user.delete()
    refused = agree(browser(people.coordinator), page_of("places", people), which=which)
    assert "On ne sait plus qui l’a proposée" in unescape(refused.text)
