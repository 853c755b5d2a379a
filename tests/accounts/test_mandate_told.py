"""What « Noter un mandat » and the group's own page say before somebody stumbles on it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Mandate, User
from tests.accounts.board import mandate_of, member_of
from tests.accounts.together import settle


def url(name, people):
    return reverse(f"groups:{name}", args=[people.here.slug])


@pytest.mark.parametrize("kind", ["board_member", "coordinator"])
def test_what_an_office_opens_is_said_beside_the_choice(client_of, people, kind):
    people.board_member  # noqa: B018 - made
    told = client_of(kind).get(url("mandate_new", people)).text
    assert "ouvrir un compte, imprimer une carte, noter un mandat ou un départ." in told
    assert "Ne notez pas son mandat ici. Elle garde sa fonction dans l’association." in told


def test_who_never_entered_is_read_in_the_list_and_cannot_be_chosen_yet(client_of, people):
    entered, other = member_of(people.here, "Alix"), member_of(people.here, "Zoé")
    User.objects.filter(pk=entered.pk).update(last_login=timezone.now())
    told = client_of("board_member").get(url("mandate_new", people)).text
    options = dict(re.findall(r"<option value=\"\d+\"( disabled)?>([^<]+)</option>", told))
    assert f"{other} (compte pas encore utilisé)" in options[" disabled"]
    assert re.search(rf'<option value="\d+">{entered}</option>', told)


def test_two_elected_people_read_that_a_forgotten_code_asks_for_one_more(client_of, people):
    people.board_member  # noqa: B018 - made
    chair = mandate_of(people.member, "chair")
    settle()
    Mandate.objects.filter(pk=chair.pk).update(confirmed_by=User.objects.get(username="coordination-1"))
    told = client_of("board_member").get(url("home", people)).text
    assert "la règle est respectée" in told
    assert "Code oublié, à préparer à deux&nbsp;: il manque une personne qui anime le groupe" in told
    people.facilitator  # noqa: B018 - made
    settle()
    assert "Code oublié, à préparer à deux" not in client_of("board_member").get(url("home", people)).text


def test_the_coordination_reads_nothing_of_forgotten_codes(client_of, people):
    people.board_member  # noqa: B018 - made
    assert "Code oublié, à préparer" not in client_of("coordinator").get(url("home", people)).text
