"""Who has left a group is followed no further: it does not read the name they take since."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import journal, personal_data
from accounts.groups import leaving
from accounts.mandates.forms import RecordMandateForm
from accounts.models import GroupAct, Mandate, SecretReset
from accounts.secret_code import rules as secret_code
from tests.accounts.board import day, mandate_of, member_of
from tests.accounts.kit import CODE
from tests.people import mark_second_factor

Kind = GroupAct.Kind
GONE = "ne personne qui n’est plus du groupe"


def page(client, name, *args):
    mark_second_factor(client)
    return client.get(reverse(f"groups:{name}", args=args)).content.decode()


@pytest.fixture
def leaver(people):
    """Return a former treasurer, whose card was printed, who noted the end of a mandate, left and changed name."""
    person = member_of(people.here, "Camille")
    Mandate.objects.create(membership=person.memberships.get(), office="treasurer", accepted_at=timezone.now())
    journal.record(people.here, Kind.CARD_PRINTED, people.facilitator, person)
    journal.record(people.here, Kind.CARD_PAUSED, person, people.member)
    leaving.leave(person.memberships.get())
    person.display_name = "Nouvelle Vie"
    person.save()
    return person


@pytest.mark.parametrize("kind", ["member", "facilitator", "board_member"])
def test_nobody_reads_in_the_journal_the_name_of_who_left(client_of, people, leaver, kind):
    said = page(client_of(kind), "journal", people.here.slug)
    assert "Nouvelle Vie" not in said
    assert "Camille" not in said
    assert f"U{GONE}</strong> a noté la fin d’un mandat" in said, "the act stays"
    assert people.facilitator.display_name in said, "who is there is named"
    assert (f"pour u{GONE}" in said) == (kind != "member")


def test_the_home_of_the_group_and_its_mandates_do_not_name_them_either(client_of, people, leaver):
    client = client_of("board_member")
    for name in ("home", "mandates"):
        assert "Nouvelle Vie" not in page(client, name, people.here.slug)
    mandate = leaver.memberships.get().mandates.get()
    for name in ("mandate", "mandate_end"):
        said = page(client, name, people.here.slug, mandate.pk)
        assert "Nouvelle Vie" not in said
        assert f"U{GONE}" in said


def test_a_past_mandate_keeps_its_office_and_its_days(client_of, people, leaver):
    Mandate.objects.filter(membership__user=leaver).update(starts_on=day(-90), ends_on=day(-2))
    said = page(client_of("board_member"), "mandates", people.here.slug)
    assert "Nouvelle Vie" not in said
    assert f"<strong>U{GONE}</strong>" in said
    assert f"le mandat\n                                d’u{GONE}" in said


def test_who_comes_back_is_named_again(client_of, people, leaver):
    leaver.memberships.create(peer_group=people.here)
    assert "Nouvelle Vie" in page(client_of("member"), "journal", people.here.slug)


def test_who_left_and_who_erased_their_account_read_alike(client_of, people, leaver):
    client = client_of("board_member")
    before = page(client, "journal", people.here.slug)
    personal_data.erase(leaver)
    after = page(client, "journal", people.here.slug)
    assert [line for line in after.splitlines() if GONE in line] == [
        line for line in before.splitlines() if GONE in line
    ]


def test_a_coordinator_is_named_for_what_they_do(client_of, people):
    journal.record(people.here, Kind.PLACE_CONFIRMED, people.coordinator, people.member)
    assert people.coordinator.display_name in page(client_of("member"), "journal", people.here.slug)
    people.coordinator.groups.clear()
    said = page(client_of("member"), "journal", people.here.slug)
    assert people.coordinator.display_name not in said
    assert "Une personne</strong> a confirmé une place, pour la coordination" in said


def test_the_list_of_mandates_to_replace_does_not_name_them(people, leaver):
    form = RecordMandateForm(group=people.here, by_name=False)
    said = [label for _, label in form.fields["replaces"].choices]
    assert not any("Nouvelle Vie" in label for label in said)
    assert any(GONE in label and "Trésorerie" in label for label in said)


def test_the_hand_over_names_nobody_once_one_of_the_two_has_left(client_of, people):
    leaver = people.board_member
    former = leaver.memberships.get().mandates.get()
    former.ends_on = day(5)
    former.save()
    mandate = mandate_of(people.member, "treasurer")
    Mandate.objects.filter(pk=mandate.pk).update(replaces=former)
    address = reverse("hand_over", args=[former.pk])
    taker = client_of("member")
    assert leaver.display_name in taker.get(address).text
    assert f"Prendre la suite de {leaver}" in taker.get(reverse("accounts:home")).text
    leaving.leave(leaver.memberships.get())
    assert leaver.display_name not in taker.get(address).text
    assert f"Prendre la suite d’u{GONE}" in taker.get(reverse("accounts:home")).text
    assert people.member.display_name not in client_of("board_member").get(address).text


def test_a_place_and_a_prepared_code_do_not_name_who_left(client_of, people, leaver):
    mandate_of(people.member, "secretary")
    Mandate.objects.filter(membership__user=people.member).update(recorded_by=leaver)
    alix = member_of(people.here, "Alix")
    secret_code.change(alix, CODE)
    SecretReset.objects.create(user=alix, peer_group=people.here, asked_by=leaver)
    client = client_of("board_member")
    for said in (
        page(client, "places", people.here.slug),
        page(client, "reset", people.here.slug, alix.memberships.get().pk),
    ):
        assert "Nouvelle Vie" not in said
        assert GONE in said
