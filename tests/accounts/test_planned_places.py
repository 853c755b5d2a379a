"""The place noted beside a pasted name: it gives nothing, and leads to the usual proposal once the person entered."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.groups import planned_places
from accounts.models import Mandate, Membership, User
from accounts.permissions import appointed_memberships, runs
from accounts.purge import purge
from tests.accounts.test_several_accounts import lines, listed, page
from tests.courses.factories import build_site
from tests.people import mark_second_factor


def url(name, people, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


@pytest.fixture
def planned(client_of, people) -> Membership:
    """Return the membership of « Camille », opened from a list with « Trésorerie » beside the name."""
    client_of("facilitator").post(listed(people), lines("Camille", "Lou", **{"place-0": "treasurer"}))
    return Membership.objects.select_related("user").get(user__display_name="Camille")


def enter(membership: Membership) -> None:
    User.objects.filter(pk=membership.user_id).update(secret_hash="argon2$x")


def test_the_place_of_a_pasted_table_is_read_beside_each_name(client_of, people):
    client = client_of("facilitator")
    pasted = "Prénom;Fonction;Depuis\nCamille;Trésorière;2020\nLou;;2021\nSol;Animateur;2022\nNour;adhérente;2023"
    told = client.post(page(people), {"names": pasted}, follow=True)
    assert [line.place.value() for line in told.context["form"].lines] == ["treasurer", "", "facilitator", ""]
    assert "Laissé de côté\N{NO-BREAK SPACE}: Depuis." in told.text.replace("&nbsp;", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Présidente", "chair"),
        ("PRÉSIDENCE", "chair"),
        ("Vice-président", "board_member"),
        ("trésorier adjoint", "board_member"),
        ("Secrétaire", "secretary"),
        ("membre du CA", "board_member"),
        ("administratrice", "board_member"),
        ("animateur-coordinateur", "facilitator"),
        ("adhérent", ""),
        ("", ""),
        ("\u200b;=1+1", ""),
    ],
)
def test_a_function_is_read_as_people_write_it(word, place):
    assert planned_places.read(word) == place


def test_a_planned_place_gives_nothing(planned, people):
    assert planned.place_planned == "treasurer"
    assert not Mandate.objects.filter(membership=planned).exists()
    assert planned not in appointed_memberships(people.here) and not runs(planned.user, people.here)
    enter(planned)
    assert not runs(User.objects.get(pk=planned.user_id), people.here)


def test_an_unknown_place_is_refused_beside_its_line_and_opens_nothing(client_of, people):
    refused = client_of("facilitator").post(listed(people), lines("Camille", **{"place-0": "emperor"}))
    assert refused.status_code == 422 and "Choisissez une ligne de la liste" in refused.text
    assert not Membership.objects.filter(opening_key__isnull=False).exists()


def test_a_line_left_out_plans_nothing(client_of, people):
    sent = lines("Camille", "Lou", left_out=[0], **{"place-0": "chair"})
    client_of("facilitator").post(listed(people), sent)
    assert not Membership.objects.exclude(place_planned="").exists()


def test_it_is_proposed_once_the_person_chose_their_code(client_of, planned, people):
    build_site()
    board = client_of("board_member")
    shown = board.get(url("people", people)).text
    assert "Trésorerie" in shown and "n’a pas encore choisi son code" in shown
    assert "?personne=" not in shown and "Une place prévue" not in board.get("/").text
    enter(planned)
    proposed = f"{url('mandate_new', people)}?personne={planned.pk}"
    assert proposed in board.get(url("people", people)).text
    assert "Une place prévue peut être proposée" in board.get("/").text
    form = board.get(proposed).context["form"]
    assert (form["membership"].value(), form["office"].value()) == (planned.pk, "treasurer")


def test_a_coordinator_learns_of_nobody_by_the_address(client_of, planned, people):
    enter(planned)
    coordinator = client_of("coordinator")
    mark_second_factor(coordinator)
    form = coordinator.get(f"{url('mandate_new', people)}?personne={planned.pk}").context["form"]
    assert "membership" not in form.fields and form["office"].value() is None


def test_what_is_left_out_is_not_checked_but_shown_again(client_of, people):
    sent = lines("", "Lou", left_out=[1], **{"place-1": "emperor"})
    refused = client_of("facilitator").post(listed(people), sent)
    assert refused.status_code == 422 and "Choisissez une ligne" not in refused.text


def test_who_may_not_propose_it_is_told_who_does(client_of, planned, people):
    enter(planned)
    shown = client_of("facilitator").get(url("people", people)).text
    assert "Une personne du bureau la propose" in shown and "?personne=" not in shown


def test_a_recorded_mandate_ends_the_plan(client_of, planned, people):
    enter(planned)
    board = client_of("board_member")
    mark_second_factor(board)
    day = timezone.localdate().isoformat()
    sent = {"membership": planned.pk, "office": "treasurer", "starts_on": day, "ends_on": "", "replaces": ""}
    board.post(url("mandate_new", people), sent | {"go_on": "on"})
    planned.refresh_from_db()
    assert planned.mandates.get().accepted_at is None, "the person says yes with their own code"
    assert planned.place_planned == ""


def test_it_is_changed_or_taken_away_on_the_page_of_the_person(client_of, planned, people):
    client = client_of("facilitator")
    client.post(url("person", people, planned.pk), {"place_planned": "secretary"})
    planned.refresh_from_db()
    assert planned.place_planned == "secretary"
    client.post(url("person", people, planned.pk), {"place_planned": ""})
    planned.refresh_from_db()
    assert planned.place_planned == ""
    assert "place_planned" not in client.get(url("person", people, planned.pk)).context["form"].fields


def test_naming_the_facilitator_ends_the_plan(client_of, planned, people):
    Membership.objects.filter(pk=planned.pk).update(place_planned="facilitator")
    enter(planned)
    board = client_of("board_member")
    assert url("person", people, planned.pk) in board.get(url("people", people)).text
    board.post(url("person", people, planned.pk), {"role": "facilitator", "place_planned": "facilitator"})
    planned.refresh_from_db()
    assert (planned.role, planned.place_planned, planned.role_accepted_at) == ("facilitator", "", None)


@pytest.mark.parametrize("asked", ["", "0", "x", "9" * 40, "²", "-1"])
def test_an_odd_person_in_the_address_plans_nothing(asked, client_of, people):
    form = client_of("board_member").get(f"{url('mandate_new', people)}?personne={asked}").context["form"]
    assert form["membership"].value() is None


def test_a_person_of_another_group_is_not_planned_here(client_of, planned, people):
    enter(planned)
    Membership.objects.filter(pk=planned.pk).update(peer_group=people.elsewhere)
    form = client_of("board_member").get(f"{url('mandate_new', people)}?personne={planned.pk}").context["form"]
    assert form["membership"].value() is None


def test_it_is_forgotten_after_ninety_days_or_with_a_departure(planned):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=89)):
        purge()
        planned.refresh_from_db()
        assert planned.place_planned
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91)):
        purge()
        planned.refresh_from_db()
        assert not planned.place_planned
    today = timezone.localdate()
    Membership.objects.filter(pk=planned.pk).update(
        place_planned="chair", ends_on=today, starts_on=today, left_at=timezone.now()
    )
    purge()
    planned.refresh_from_db()
    assert not planned.place_planned


def test_the_person_reads_it_in_what_the_site_knows_of_them(planned):
    from accounts.account.personal_data import export

    (group,) = export(planned.user)["groupes"]
    assert group["place à me proposer, notée à l’ouverture du compte"] == "Trésorerie"
