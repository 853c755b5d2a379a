"""Places that give power: given, accepted with one's own code, confirmed by the coordination."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import names, permissions
from accounts.groups.new_account import open_account
from accounts.models import GroupAct, Mandate, Membership, User
from accounts.places import confirmation, given
from accounts.secret_code import rules as secret_code
from tests.accounts.as_read import agree
from tests.accounts.board import day, mandate_of, member_of, typed
from tests.accounts.kit import CODE, OTHER_CODE, card_of, enter, with_password
from tests.people import facilitates, person, sign_in

FACILITATOR = Membership.Role.FACILITATOR.value


def at(people, name, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


def record(client, people, user):
    """Record a mandate for a person who has a code; return it."""
    secret_code.change(user, CODE)
    client.post(at(people, "mandate_new"), typed(user))
    return Mandate.objects.get(membership__user=user)


def test_a_mandate_gives_power_once_its_holder_gave_their_code_on_the_device(client_of, people):
    client = client_of("board_member")
    mandate = record(client, people, people.member)
    page = at(people, "place_accept", "mandat", mandate.pk)
    assert "Passez l’appareil à Membre" in client.get(page).text
    assert not permissions.in_mandate(people.member, people.here)
    assert agree(client, page, proof=OTHER_CODE).status_code == 422
    assert not permissions.in_mandate(people.member, people.here)
    assert agree(client, page, proof=CODE).status_code == 302
    assert permissions.in_mandate(people.member, people.here)
    assert people.here.acts.filter(kind=GroupAct.Kind.PLACE_ACCEPTED, actor=people.member).count() == 1
    assert client.get(page).status_code == 404, "nothing is left to accept"


def test_a_facilitator_accepts_with_a_password_on_the_device_of_the_board(client_of, people):
    employee = with_password("Sam")
    membership = Membership.objects.create(user=employee, peer_group=people.here)
    client = client_of("board_member")
    page = at(people, "place_accept", "animation", membership.pk)
    answer = client.post(at(people, "person", membership.pk), {"role": FACILITATOR})
    assert answer.url == page
    assert "mot de passe" in client.get(page).text
    assert not permissions.runs(employee, people.here)
    assert agree(client, page, proof="une phrase assez longue").status_code == 302
    assert permissions.runs(employee, people.here)


@pytest.mark.parametrize("kind", ["facilitator", "member", "other_member", "coordinator"])
def test_nobody_else_receives_the_code_of_a_mandate_that_the_board_gave(client_of, people, kind):
    """A coordinator may: they record mandates too. A facilitator does not, nor the holder."""
    mandate = record(client_of("board_member"), people, people.member)
    status = 200 if kind == "coordinator" else 404
    assert client_of(kind).get(at(people, "place_accept", "mandat", mandate.pk)).status_code == status


@pytest.mark.parametrize("name", ["mandate_new", "person"])
def test_an_account_that_nobody_opened_receives_no_place(client_of, people, name):
    """Its card alone opens it: whoever prints it would hold the place."""
    membership = people.member.memberships.get()
    data = {"membership": membership.pk, "office": "chair", "starts_on": timezone.localdate(), "role": FACILITATOR}
    page = at(people, name, membership.pk) if name == "person" else at(people, name)
    answer = client_of("board_member").post(page, data)
    assert answer.status_code == 422
    assert "jamais entrée sur son compte" in answer.text
    assert not Mandate.objects.filter(membership=membership).exists()
    assert membership.role != FACILITATOR


def test_a_coordinator_learns_the_same_beside_the_name(client_of, people):
    mark = names.mark_of(people.member)  # never entered
    data = {"name": "Membre", "mark": mark, "office": "chair", "starts_on": timezone.localdate()}
    answer = client_of("coordinator").post(at(people, "mandate_new"), data)
    assert answer.status_code == 422
    assert "jamais entrée sur son compte" in answer.text


@pytest.mark.parametrize("part", [{"role": FACILITATOR}, {"office": "chair"}])
def test_the_first_account_of_a_group_accepts_at_its_first_entry(people, part):
    membership = open_account(people.here, "Première", "", by=people.coordinator, **part)
    user = membership.user
    assert not permissions.runs(user, people.here)
    assert not permissions.can_open_first_account(people.coordinator, people.here), "somebody is named"
    assert permissions.can_print_card(people.coordinator, membership), "the card may be lost"
    client, held = Client(), card_of(user)
    assert enter(client, held).url == reverse("accounts:my_places")
    assert "J’accepte" in client.get(reverse("accounts:my_places")).text
    agree(client, reverse("accounts:my_places"), answer="oui")
    assert permissions.runs(user, people.here)


def test_a_place_may_be_put_off_and_is_asked_again_next_time(people):
    user = open_account(people.here, "Première", "", by=people.coordinator, role=FACILITATOR).user
    held = card_of(user)
    for _ in range(2):
        client = Client()
        assert enter(client, held).url == reverse("accounts:my_places")
        assert client.post(reverse("accounts:my_places"), {"answer": "plus-tard"}).url == "/"
    assert not permissions.runs(user, people.here)


def test_who_passes_their_office_on_still_receives_the_code_of_who_follows(client_of, people):
    mine = people.board_member.memberships.get().mandates.get()
    secret_code.change(people.member, CODE)
    client = client_of("board_member")
    data = typed(people.member, mine.office, replaces=mine.pk)
    page = client.post(at(people, "mandate_new"), data).url
    assert not permissions.can_enter_group(people.board_member, people.here)
    assert agree(client, page, proof=CODE).url == reverse("accounts:home")
    assert permissions.in_mandate(people.member, people.here)


@pytest.mark.parametrize(
    ("since", "in_group", "may"),
    [(29, True, True), (31, True, False), (1, False, False)],
    ids=["a moment", "long", "left"],
)
def test_who_passed_their_office_on_may_for_a_moment_and_in_the_group(since, in_group, may, client_of, people):
    mine = people.board_member.memberships.get()
    place = mandate_of(people.member, recorded_by=people.board_member, accepted_at=None)
    mine.mandates.update(starts_on=day(-90), ends_on=day(-since))
    if not in_group:
        Membership.objects.filter(pk=mine.pk).update(starts_on=day(-90), ends_on=day(-1))
    page = reverse("groups:place_accept", args=[people.here.slug, "mandat", place.pk])
    assert client_of("board_member").get(page).status_code == (200 if may else 404)


def test_who_never_held_an_office_receives_nothing_for_having_given_one(people):
    mandate = mandate_of(people.member, recorded_by=people.facilitator, accepted_at=None)
    place = given.find(people.here, "mandat", mandate.pk)
    Membership.objects.filter(user=people.facilitator).update(role="member", role_accepted_at=None)
    assert not given.may_receive(people.facilitator, place, given.given_by_such(people.facilitator, people.here))


def test_a_revived_mandate_is_to_be_accepted_again(client_of, people):
    User.objects.filter(pk=people.member.pk).update(last_login=timezone.now())
    old = mandate_of(people.member, "chair", -300, -200, confirmed_at=timezone.now())
    days = {"ends_on": timezone.localdate(), "go_on": "on"}
    assert client_of("board_member").post(at(people, "mandate_end", old.pk), days).status_code == 302
    old.refresh_from_db()
    assert (old.recorded_by, old.accepted_at, old.confirmed_at) == (people.board_member, None, None)


def test_only_the_coordination_confirms(client_of, people):
    place = given.places_of(people.here)
    mandate = people.board_member.memberships.get().mandates.get()
    assert place == []
    which = f"mandat-{mandate.pk}"
    assert client_of("facilitator").post(at(people, "places"), {"which": which}).status_code == 404
    assert agree(client_of("coordinator"), at(people, "places"), which=which).status_code == 302
    mandate.refresh_from_db()
    assert mandate.confirmed_by == people.coordinator
    assert client_of("coordinator").post(at(people, "places"), {"which": "mandat-0"}).status_code == 422


def test_a_place_that_ended_meanwhile_is_not_confirmed(people):
    mandate = people.board_member.memberships.get().mandates.get()
    place = given.find(people.here, "mandat", mandate.pk)
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=mandate.starts_on)
    with pytest.raises(given.PlaceChangedError):
        confirmation.confirm(place, people.coordinator)
    mandate.refresh_from_db()
    assert mandate.confirmed_by is None


def test_a_pair_advocate_is_one_once_the_coordination_confirmed(client_of, people):
    membership = people.member.memberships.get()
    secret_code.change(people.member, CODE)
    client_of("board_member").post(at(people, "person", membership.pk), {"is_peer_advocate": "on", "role": "member"})
    Mandate.objects.update(confirmed_by=person("Autre coordination"), confirmed_at=timezone.now())
    questions = reverse("practices:questions")
    assert client_of("member").get(questions).status_code == 404
    coordinator = client_of("coordinator")
    assert people.here.name in coordinator.get(reverse("groups:index")).text
    agree(coordinator, at(people, "places"), which=f"pair-advocate-{membership.pk}")
    assert client_of("member").get(questions).status_code == 200
    client_of("board_member").post(at(people, "person", membership.pk), {"role": "member"})
    assert client_of("member").get(questions).status_code == 404
    membership.refresh_from_db()
    assert membership.advocate_confirmed_at is None


def test_the_list_of_places_costs_the_same_however_long(client_of, people, django_assert_max_num_queries):
    for number in range(6):
        member_of(people.here, f"Personne {number}", **facilitates())
    client = sign_in(Client(), people, "board_member")
    client.get(at(people, "places"))
    with django_assert_max_num_queries(16):
        assert client.get(at(people, "places")).status_code == 200


def test_a_place_that_is_over_is_listed_no_more(people):
    """Nor the mandate of somebody who left, the work of a former facilitator, what stands in another group."""
    standing = mandate_of(people.member, "chair", accepted_at=None)
    mandate_of(people.member, "secretary", -300, -1)
    mandate_of(people.other_member)
    left = member_of(people.here, "Parti", **facilitates())
    mandate_of(left)
    left.memberships.update(starts_on=day(-90), ends_on=day(-1))
    assert [(place.kind, place.row) for place in given.places_of(people.here)] == [("mandat", standing)]
    assert given.find(people.here, "mandat", people.other_member.memberships.get().mandates.get().pk) is None


def test_what_waits_for_one_person_is_asked_of_nobody_else(people):
    confirmed = {"role_accepted_at": None, "role_confirmed_at": timezone.now(), "role_confirmed_by": people.coordinator}
    waiting = member_of(people.here, "Une", role=FACILITATOR, **confirmed)
    mandate_of(waiting, accepted_at=None, confirmed_at=timezone.now())
    assert [place.kind for place in given.confirmed_for(waiting)] == ["mandat", "animation"]
    assert given.confirmed_for(people.member) == given.confirmed_for(people.facilitator) == []


def test_one_place_is_accepted_and_no_other(people):
    one, other = (mandate_of(people.member, office, accepted_at=None) for office in ("chair", "secretary"))
    given.accept(given.find(people.here, "mandat", one.pk))
    accepted = Mandate.objects.get(pk=one.pk).accepted_at
    given.accept(given.find(people.here, "mandat", one.pk))
    assert Mandate.objects.get(pk=one.pk).accepted_at == accepted, "once"
    assert Mandate.objects.get(pk=other.pk).accepted_at is None
    assert people.here.acts.filter(kind=GroupAct.Kind.PLACE_ACCEPTED).count() == 1


def test_a_pair_advocate_has_nothing_to_accept(people):
    people.member.memberships.update(is_peer_advocate=True, advocate_given_by=people.facilitator)
    place = given.find(people.here, "pair-advocate", people.member.memberships.get().pk)
    assert not place.waits_for_holder
    assert not given.may_receive(people.facilitator, place, {"pair-advocate"})
