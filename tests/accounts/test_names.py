"""Two people of one name are told apart wherever a name is chosen."""

import datetime

import pytest
from django.urls import reverse

from accounts import names
from accounts.models import Membership
from content.models import ReviewCase
from content.practices.review.forms import HandOverCaseForm
from passport.confirmations.forms import AskForm
from passport.peer_offers.forms import PeerOfferForm
from tests.passport.factories import make_line
from tests.people import People, person, sign_in

KEY = "k" * 22


@pytest.fixture
def two(people: People):
    """Return two members of one name, who may be found."""
    found = []
    for name, day in (("Marie", 3), ("marie\N{ZERO WIDTH SPACE}", 4)):
        user = person(name, date_joined=datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC))
        Membership.objects.create(user=user, peer_group=people.here, findable=True)
        found.append(user)
    return found


def test_only_a_name_that_stands_twice_says_when_its_account_was_opened(two):
    called = names.told_apart([*two, person("Nour")])
    assert [label.partition("(")[2] for label in called.values()] == [
        "compte ouvert le 3 mars 2026)",
        "compte ouvert le 4 mars 2026)",
        "",
    ]


@pytest.mark.parametrize("other", ["CHLOE", "Chloé ", "Chloe\N{COMBINING ACUTE ACCENT}", "chloè"])
def test_names_that_read_as_one_are_told_apart(db, other):
    days = [datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC) for day in (3, 4)]
    called = names.told_apart([person("Chloé", date_joined=days[0]), person(other, date_joined=days[1])])
    assert all("compte ouvert le" in label for label in called.values())


def test_accounts_opened_the_same_day_say_the_hour(db):
    hours = [datetime.datetime(2026, 3, 3, 12, minute, tzinfo=datetime.UTC) for minute in (5, 6)]
    called = names.told_apart([person("Marie", date_joined=hour) for hour in hours])
    assert len(set(called.values())) == 2
    assert all("3 mars 2026 à 13:0" in label for label in called.values())


def test_the_list_of_cards_and_the_page_of_a_card_tell_them_apart(client, people, two):
    sign_in(client, people, "facilitator")
    page = client.get(reverse("groups:people", args=[people.here.slug])).text
    card = client.get(reverse("groups:card", args=[people.here.slug, two[1].memberships.get().pk])).text
    for day in ("3 mars 2026", "4 mars 2026"):
        assert page.count(f"pour Marie (compte ouvert le {day})") + page.count(
            f"pour marie\N{ZERO WIDTH SPACE} (compte ouvert le {day})"
        )
    assert "(compte ouvert le 4 mars 2026)" in card


def test_a_member_who_asks_or_offers_tells_them_apart(people, two):
    form = AskForm(entry=make_line(people.member))
    assert "compte ouvert le 3 mars 2026" in str(form["person"])
    assert "compte ouvert le 4 mars 2026" in str(PeerOfferForm(peers=two)["person"])


def test_a_second_account_of_one_name_asks_for_a_tick(client, people, two):
    sign_in(client, people, "facilitator")
    page = reverse("groups:open_account", args=[people.here.slug])
    data = {"display_name": "MARIE", "key": KEY}
    answer = client.post(page, data)
    assert answer.status_code == 422
    assert "Il y a déjà une personne nommée MARIE" in answer.text
    assert 'value="MARIE"' in answer.text
    assert client.post(page, {**data, "go_on": "on"}).status_code == 302
    assert client.post(page, {"display_name": "Marie L.", "key": "l" * 22}).status_code == 302


def test_a_coordinator_is_not_told_who_is_there(client, people, two):
    sign_in(client, people, "coordinator")
    page = reverse("groups:open_account", args=[people.here.slug])
    answer = client.post(page, {"display_name": "Marie", "key": KEY, "function": "facilitator"})
    assert answer.status_code == 302


def test_a_moderator_who_hands_a_case_over_tells_them_apart(people, two):
    for user in two:
        user.is_superuser = True
        user.save()
    asked = {"label": "Pourquoi", "case": ReviewCase(), "user": people.member}
    assert "compte ouvert le 3 mars 2026" in str(HandOverCaseForm(**asked)["to"])
    chosen = HandOverCaseForm({"to": two[1].pk, "words": "Je pars."}, **asked)
    assert chosen.is_valid(), chosen.errors
    assert chosen.cleaned_data["to"] == two[1]
