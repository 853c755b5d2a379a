"""/groupe/<slug>/mandats/: who holds which office; the rules of mandates."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts import names, permissions
from accounts.mandates import rules
from accounts.models import GroupAct, Mandate, Membership
from tests.accounts.board import day, mandate_of, member_of, typed
from tests.people import mark_second_factor, sign_in

RECORD_IT = ["board_member", "coordinator"]


def url(name, people, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


def text_of(client, people):
    return client.get(url("mandates", people)).content.decode()


@pytest.mark.parametrize("kind", RECORD_IT)
def test_a_mandate_is_noted_and_waits_for_its_holder(client_of, people, kind):
    client = client_of(kind)
    answer = client.post(url("mandate_new", people), typed(people.member))
    mandate = Mandate.objects.get(membership__user=people.member)
    assert (mandate.office, mandate.starts_on, mandate.ends_on) == ("chair", day(0), None)
    assert mandate.recorded_by == people.of(kind)
    to_accept = url("place_accept", people, "mandat", mandate.pk)
    assert answer.url == (to_accept if kind == "board_member" else url("mandates", people))
    assert not permissions.runs(people.member, people.here), "until they accept with their own code"
    act = people.here.acts.get()
    assert (act.kind, act.actor, act.subject) == ("mandate_recorded", people.of(kind), people.member)
    assert act.detail.startswith("Présidence, à partir du")


def test_a_facilitator_reads_the_mandates_and_notes_none(client_of, people):
    people.board_member  # noqa: B018 - holds the treasury
    client = client_of("facilitator")
    assert "Bureau" in text_of(client, people)
    assert "mandats/noter" not in text_of(client, people)
    assert client.post(url("mandate_new", people), typed(people.member)).status_code == 404
    assert not Mandate.objects.filter(membership__user=people.member).exists()


def test_a_coordinator_types_a_name_and_reads_no_list_of_people(client_of, people):
    people.board_member, people.member  # noqa: B018 - both belong to the group
    client = client_of("coordinator")
    form = client.get(url("mandate_new", people)).content.decode()
    assert people.member.display_name not in form
    unknown = client.post(url("mandate_new", people), typed(people.member) | {"name": "Personne d’autre"})
    assert unknown.status_code == 422
    other = names.mark_of(member_of(people.here, "membre"))
    unmarked = client.post(url("mandate_new", people), typed(people.member) | {"mark": other[::-1]})
    assert unmarked.status_code == 422, "two people bear this name"
    assert not Mandate.objects.exclude(membership__user=people.board_member).exists()


def test_a_coordinator_who_is_a_member_does_not_note_their_own_mandate(people):
    """They would name, accept and confirm it in one act, and run the group alone."""
    Membership.objects.create(user=people.coordinator, peer_group=people.here)
    client = sign_in(Client(), people, "coordinator")
    answer = client.post(url("mandate_new", people), typed(people.coordinator))
    assert answer.status_code == 422
    assert "Vous ne notez pas votre propre mandat" in answer.content.decode()
    assert not Mandate.objects.filter(membership__user=people.coordinator).exists()


def test_a_coordinator_does_not_read_who_held_what_before(client_of, people):
    past = mandate_of(people.member, "chair", -300, -100)
    mandate_of(member_of(people.here, "Alix"), "chair", -99)
    page = text_of(client_of("coordinator"), people)
    assert "Alix" in page
    assert "Avant" not in page
    assert client_of("coordinator").get(url("mandate", people, past.pk)).status_code == 404
    form = client_of("coordinator").get(url("mandate_new", people)).context["form"]
    assert past not in form.fields["replaces"].queryset
    assert "Avant" in text_of(client_of("facilitator"), people)


def test_only_present_members_may_be_elected(client_of, people):
    client = client_of("board_member")
    for user in (people.facilitator, people.other_member):
        assert client.post(url("mandate_new", people), typed(user)).status_code == 422
    people.member.memberships.update(starts_on=day(-10), ends_on=day(-1))
    assert client.post(url("mandate_new", people), typed(people.member)).status_code == 422


def test_offices_that_nobody_holds_are_shown_so(client_of, people):
    page = text_of(client_of("board_member"), people)
    assert page.count(">personne pour l’instant<") == 3, "only the treasury is held"


def test_the_rights_end_with_the_mandate(client_of, people):
    client = client_of("board_member")
    Mandate.objects.filter(membership__user=people.board_member).update(ends_on=day(0))
    assert client.get(url("mandates", people)).status_code == 200
    with time_machine.travel(datetime.datetime.combine(day(1), datetime.time(12))):
        assert client.get(url("mandates", people)).status_code == 404
        assert client.post(url("mandate_new", people), typed(people.member)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"office": ""}, "office"),
        ({"office": "king"}, "office"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "31/02/2026"}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"ends_on": "demain"}, "ends_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"ends_on": "2000-01-01"}, "ends_on"),
        ({"membership": "0"}, "membership"),
        ({"replaces": "abc"}, "replaces"),
    ],
)
def test_an_impossible_value_is_explained_beside_its_field_and_kept(client_of, people, wrong, field):
    response = client_of("board_member").post(url("mandate_new", people), typed(people.member) | wrong)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Mandate.objects.filter(membership__user=people.member).count() == 0
    assert people.here.acts.count() == 0


def test_a_double_click_notes_one_mandate(client_of, people):
    client = client_of("board_member")
    answers = [client.post(url("mandate_new", people), typed(people.member)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Mandate.objects.filter(membership__user=people.member).count() == 1
    assert people.here.acts.count() == 1


@pytest.mark.parametrize(("first", "last"), [(-10, None), (-60, -20), (-60, None)])
def test_the_same_person_does_not_hold_the_same_office_twice_at_once(client_of, people, first, last):
    mandate_of(people.member, "chair", -30)
    response = client_of("board_member").post(url("mandate_new", people), typed(people.member, "chair", first, last))
    assert response.status_code == 422
    assert "tient déjà" in response.content.decode()


def test_the_database_refuses_the_same_office_twice_too(people):
    mandate_of(people.member, "chair", -30)
    with pytest.raises(IntegrityError), transaction.atomic():
        mandate_of(people.member, "chair", -30, 10)
    with pytest.raises(IntegrityError), transaction.atomic():
        mandate_of(people.member, "chair", -10)


def test_two_people_may_share_an_office_after_a_warning(client_of, people):
    client = client_of("board_member")
    asked = client.post(url("mandate_new", people), typed(people.member, "treasurer"))
    assert asked.status_code == 422
    assert "On peut être deux" in asked.content.decode()
    assert client.post(url("mandate_new", people), typed(people.member, "treasurer", go_on="on")).status_code == 302
    assert Mandate.objects.filter(office="treasurer").count() == 2


def test_any_number_of_people_may_be_board_members(client_of, people):
    mandate_of(people.board_member, "board_member", -5)
    response = client_of("board_member").post(url("mandate_new", people), typed(people.member, "board_member"))
    assert response.status_code == 302


def test_a_successor_ends_the_mandate_before_theirs(client_of, people):
    old = mandate_of(member_of(people.here, "Alix"), "chair", -300)
    client = client_of("board_member")
    form = client.get(url("mandate_new", people), {"remplace": old.pk}).context["form"]
    assert (form["replaces"].value(), form["office"].value()) == (old.pk, "chair")
    assert client.post(url("mandate_new", people), typed(people.member, replaces=old.pk)).status_code == 302
    old.refresh_from_db()
    assert old.ends_on == day(-1)
    assert old.replaced_by.membership.user == people.member
    assert [act.kind for act in people.here.acts.order_by("pk")] == ["mandate_ended", "mandate_recorded"]
    assert "à la suite d’Alix" in text_of(client, people)


@pytest.mark.parametrize("asked", ["0", "abc", "9" * 30, "²", "1"])
def test_an_address_that_names_no_mandate_of_the_group_is_an_empty_form(client_of, people, asked):
    elsewhere = mandate_of(people.other_member, "chair")
    asked = str(elsewhere.pk) if asked == "1" else asked
    response = client_of("board_member").get(url("mandate_new", people), {"remplace": asked})
    assert response.status_code == 200
    assert response.context["form"].initial == {}


def test_a_mandate_replaces_only_an_earlier_one_of_another_person_in_that_office(client_of, people):
    client = client_of("board_member")
    other_office = mandate_of(member_of(people.here, "Alix"), "secretary", -300)
    self_ = mandate_of(people.member, "chair", -300, -200)
    later = mandate_of(member_of(people.here, "Lou"), "chair", 10)
    for replaced, first in ((other_office, 0), (self_, 0), (later, 0)):
        data = typed(people.member, "chair", first, 5, replaces=replaced.pk)
        assert client.post(url("mandate_new", people), data).status_code == 422, replaced
    stranger = mandate_of(people.other_member, "chair", -300)
    assert client.post(url("mandate_new", people), typed(people.member, replaces=stranger.pk)).status_code == 422
    assert Mandate.objects.filter(replaces__isnull=False).count() == 0


def test_a_mandate_to_come_is_listed_and_gives_no_right_yet(client_of, people):
    client = client_of("board_member")
    assert client.post(url("mandate_new", people), typed(people.member, "chair", 20)).status_code == 302
    assert not permissions.runs(people.member, people.here)
    assert "À venir" in text_of(client, people)


def test_dates_are_corrected_and_the_same_twice_changes_nothing(client_of, people):
    mandate, client = mandate_of(people.member, "chair", -30), client_of("board_member")
    typed(people.member)
    data = {"office": "secretary", "starts_on": day(-40), "ends_on": day(300)}
    for _ in range(2):
        assert client.post(url("mandate", people, mandate.pk), data).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.office, mandate.starts_on, mandate.ends_on) == ("secretary", day(-40), day(300))
    assert people.here.acts.get().detail.startswith("corrigé : Secrétariat, du ")
    wrong = client.post(url("mandate", people, mandate.pk), data | {"ends_on": day(-50)})
    assert wrong.status_code == 422


def test_ending_a_mandate_that_leaves_too_few_keyholders_asks_for_a_tick(client_of, people):
    mandate = people.board_member.memberships.get().mandates.get()
    client = client_of("board_member")
    asked = client.post(url("mandate_end", people, mandate.pk), {"ends_on": day(0)})
    assert asked.status_code == 422
    assert "Plus personne ne s’occuperait" in asked.content.decode()
    for _ in range(2):
        done = client.post(url("mandate_end", people, mandate.pk), {"ends_on": day(0), "go_on": "on"})
        assert done.status_code == 302
    mandate.refresh_from_db()
    assert mandate.ends_on == day(0)
    assert people.here.acts.filter(kind=GroupAct.Kind.MANDATE_ENDED).count() == 1


def test_ending_one_of_several_mandates_asks_for_no_tick(client_of, people):
    people.facilitator  # noqa: B018 - holds the keys too
    mandate = mandate_of(people.member, "chair", -30)
    client = client_of("board_member")
    assert client.post(url("mandate_end", people, mandate.pk), {"ends_on": day(0)}).status_code == 302
    assert client.post(url("mandate_end", people, mandate.pk), {"ends_on": day(-60)}).status_code == 422
    assert client.post(url("mandate_end", people, mandate.pk), {"ends_on": day(9000)}).status_code == 422


def test_a_mandate_noted_by_mistake_is_taken_back(client_of, people):
    people.facilitator  # noqa: B018 - holds the keys too
    mandate = mandate_of(people.member, "chair", 3)
    client = client_of("board_member")
    assert client.get(url("mandate_end", people, mandate.pk)).status_code == 404, "it has not begun"
    assert client.post(url("mandate_take_back", people, mandate.pk)).status_code == 302
    assert not Mandate.objects.filter(pk=mandate.pk).exists()
    assert "noté par erreur" in people.here.acts.get().detail


def test_an_old_mandate_is_not_taken_back(client_of, people):
    mandate = mandate_of(people.member, "chair", -300, recorded_on=day(-300))
    assert client_of("board_member").post(url("mandate_take_back", people, mandate.pk)).status_code == 404
    with pytest.raises(ValidationError):
        rules.take_back(mandate, people.board_member)
    assert Mandate.objects.filter(pk=mandate.pk).exists()


@pytest.mark.parametrize("kind", ["member", "other_member", "editor", "moderator", "referent", "superuser"])
def test_anyone_else_gets_404(client, people, kind):
    mandate = people.board_member.memberships.get().mandates.get()
    sign_in(client, people, kind)
    assert client.get(url("mandates", people)).status_code == 404
    for page in (url("mandate_new", people), url("mandate", people, mandate.pk)):
        assert client.get(page).status_code == client.post(page).status_code == 404
    for name in ("mandate_end", "mandate_take_back"):
        assert client.post(url(name, people, mandate.pk), {"ends_on": day(0), "go_on": "on"}).status_code == 404
    mandate.refresh_from_db()
    assert mandate.ends_on is None


def test_the_board_of_another_group_sees_nothing_here(people):
    mandate = people.board_member.memberships.get().mandates.get()
    mandate_of(people.other_member, "chair")
    client = sign_in(Client(), people, "other_member")
    assert client.get(url("mandates", people)).status_code == 404
    foreign = reverse("groups:mandate_end", args=[people.elsewhere.slug, mandate.pk])
    assert client.post(foreign, {"ends_on": day(0), "go_on": "on"}).status_code == 404


def test_the_list_costs_the_same_with_200_mandates(client_of, people, django_assert_max_num_queries):
    mark_second_factor(client := client_of("board_member"))
    membership = people.member.memberships.get()
    Mandate.objects.bulk_create(
        Mandate(membership=membership, office="chair", starts_on=day(-4000 + 2 * n), ends_on=day(-4000 + 2 * n))
        for n in range(200)
    )
    text_of(client, people)
    with django_assert_max_num_queries(12):
        assert "Page 1 sur 4" in text_of(client, people)
