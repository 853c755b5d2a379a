"""Two people of one name are told apart wherever a name is chosen."""

import datetime

import pytest
from django.urls import reverse

from accounts import names
from accounts.groups.people_views import _people
from accounts.mandates.rules import electable
from accounts.models import Mandate, Membership, User
from accounts.secret_code import rules as secret_code
from content.models import ReviewCase
from content.practices.review.forms import HandOverCaseForm
from passport.confirmations.forms import AskForm
from passport.confirmations.rules import people_to_ask
from passport.peer_offers.forms import PeerOfferForm
from passport.peer_offers.rules import peers_of
from tests.accounts.board import mandate_of
from tests.accounts.kit import CODE
from tests.passport.factories import make_line
from tests.people import People, person, sign_in

KEY = "k" * 22


@pytest.fixture
def two(people: People):
    """Return two members of one name, who may be found."""
    found = []
    for name, day in (("Marie", 3), ("marie\N{ZERO WIDTH SPACE}", 4)):
        user = person(name)
        Membership.objects.create(
            user=user, peer_group=people.here, findable=True, starts_on=datetime.date(2026, 3, day)
        )
        found.append(user)
    return found


def test_only_a_name_that_stands_twice_says_since_when_the_group_knows_it(people, two):
    called = names.told_apart([*two, person("Nour")], [people.here])
    assert [label.partition("(")[2] for label in called.values()] == [
        "dans le groupe depuis le 3 mars 2026)",
        "dans le groupe depuis le 4 mars 2026)",
        "",
    ]


@pytest.mark.parametrize("other", ["CHLOE", "Chloé ", "Chloe\N{COMBINING ACUTE ACCENT}", "chloè"])
def test_names_that_read_as_one_are_told_apart(db, other):
    called = names.told_apart([person("Chloé"), person(other)])
    assert all("repère " in label for label in called.values())
    assert len({label.partition("repère ")[2] for label in called.values()}) == 2


def test_those_who_came_the_same_day_have_a_mark_too(people, two):
    Membership.objects.update(starts_on=datetime.date(2026, 3, 3))
    called = names.told_apart(two, [people.here])
    assert len(set(called.values())) == 2
    assert all(f"3 mars 2026, repère {names.mark_of(user)})" in called[user.pk] for user in two)


def test_the_owner_reads_their_mark_and_says_it(client_of, people):
    assert names.mark_of(people.member) in client_of("member").get(reverse("accounts:home")).text


def test_nothing_tells_when_an_account_was_opened(client, people, two):
    """Whoever takes the name of another person reads their first day in this group: not that they had one before."""
    for user, joined in zip(two, ("2019-05-06", "2021-07-08"), strict=True):
        User.objects.filter(pk=user.pk).update(date_joined=f"{joined}T10:11:12Z")
    sign_in(client, people, "facilitator")
    pages = [client.get(reverse(f"groups:{name}", args=[people.here.slug])).text for name in ("people", "home")]
    card = client.get(reverse("groups:card", args=[people.here.slug, two[1].memberships.get().pk])).text
    labels = [*names.told_apart(two).values(), *names.told_apart(two, [people.here]).values(), *pages, card]
    for told in ("2019", "2021", "10:11", "12:11"):
        assert not any(told in label for label in labels)


def test_people_of_one_name_are_not_listed_in_the_order_of_their_accounts(client_of, people):
    for username in ("p-zzzz-zzzz", "p-mmmm-mmmm", "p-aaaa-aaaa"):
        Membership.objects.create(user=person("Marie", username=username), peer_group=people.here, findable=True)
    listed = [[each["membership"].user for each in _people(people.facilitator, people.here)]]
    listed += [[each.user for each in electable(people.here)], people_to_ask(make_line(people.member))]
    listed.append(peers_of(people.member))
    for found in listed:
        assert [each.username for each in found if str(each) == "Marie"] == [
            "p-aaaa-aaaa",
            "p-mmmm-mmmm",
            "p-zzzz-zzzz",
        ]


def test_who_runs_the_group_tells_them_apart_where_they_act(client, people, two):
    sign_in(client, people, "facilitator")
    group, second = people.here.slug, two[1].memberships.get()
    everybody = client.get(reverse("groups:people", args=[group])).text
    assert all(f"(dans le groupe depuis le {day} mars 2026)" in everybody for day in (3, 4))
    for name in ("card", "person", "reset"):
        assert (
            "(dans le groupe depuis le 4 mars 2026)"
            in client.get(reverse(f"groups:{name}", args=[group, second.pk])).text
        )


def test_who_gives_a_mandate_tells_them_apart(client_of, people, two):
    client = client_of("board_member")
    chosen = client.get(reverse("groups:mandate_new", args=[people.here.slug])).text
    assert all(f"(dans le groupe depuis le {day} mars 2026)" in chosen for day in (3, 4))
    for user in two:
        mandate_of(user, accepted_at=None)
    assert client.get(reverse("groups:mandate_new", args=[people.here.slug])).text.count("4 mars 2026)") == 2
    places = reverse("groups:places", args=[people.here.slug])
    assert "(dans le groupe depuis le 4 mars 2026)" in client.get(places).text
    asked = client_of("coordinator").get(places).text
    assert names.mark_of(two[0]) in asked
    assert "dans le groupe depuis" not in asked


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Max", "\u041c\u0430\u0445"),
        ("Nora", "\u039dora"),
        ("HE", "\u041d\u0415"),
        ("Chloé", "chloe"),
    ],
)
def test_a_name_drawn_with_another_alphabet_is_alike(name, other):
    assert names.alike(name) == names.alike(other)


@pytest.mark.parametrize("name", ["Marie", "MARIE", "Marié"])
def test_a_coordinator_names_one_of_two_whose_names_look_alike_by_their_mark(client_of, people, two, name):
    for user in two:
        secret_code.choose_first(user, CODE)
    client, page = client_of("coordinator"), reverse("groups:mandate_new", args=[people.here.slug])
    data = {"name": name, "office": "secretary", "starts_on": "2026-03-10"}
    for mark in ("", "AAAA", names.mark_of(people.facilitator)):
        answer = client.post(page, {**data, "mark": mark})
        assert answer.status_code == 422
        assert f'value="{name}"' in answer.text
    assert not Mandate.objects.filter(membership__user__in=two).exists()
    mark = names.mark_of(two[1])
    assert client.post(page, {**data, "mark": f" {mark[:2]}-{mark[2:].lower()} "}).status_code == 302
    assert Mandate.objects.get().membership.user == two[1]


def test_whoever_takes_the_name_that_a_group_gave_gets_no_mandate(client_of, people):
    """The name is what its bearer says; the mark, read in their own account, is theirs alone."""
    member = people.member
    secret_code.choose_first(member, CODE)
    other = person("Nour B.")
    User.objects.filter(pk=member.pk).update(display_name="Nour B.")
    data = {"name": "Nour B.", "mark": names.mark_of(other), "office": "chair", "starts_on": "2026-03-10"}
    answer = client_of("coordinator").post(reverse("groups:mandate_new", args=[people.here.slug]), data)
    assert answer.status_code == 422
    assert "ne désignent personne" in answer.text
    assert not Mandate.objects.filter(membership__user=member).exists()


def test_a_member_who_asks_or_offers_tells_them_apart_by_a_mark_alone(people, two):
    for form in (AskForm(entry=make_line(people.member)), PeerOfferForm(peers=two)):
        assert all(f"(repère {names.mark_of(user)})" in str(form["person"]) for user in two)


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
    assert all(f"(repère {names.mark_of(user)})" in str(HandOverCaseForm(**asked)["to"]) for user in two)
    chosen = HandOverCaseForm({"to": two[1].pk, "words": "Je pars."}, **asked)
    assert chosen.is_valid(), chosen.errors
    assert chosen.cleaned_data["to"] == two[1]
