"""The pages that ask for a confirmation at a distance and write one. « Personne ne saura »."""

import re

import pytest
import time_machine
from django.urls import reverse

from accounts import names
from accounts.models import Membership
from passport.confirmations import rules as confirmations
from passport.models import Confirmation
from tests.passport.confirmations_kit import WORDS, ask, plain
from tests.passport.factories import make_confirmation, make_line, make_skill
from tests.people import person

pytestmark = pytest.mark.django_db
State = Confirmation.State
MINE = reverse("passport:confirmations")


@pytest.fixture
def line(people):
    return make_line(people.member, make_skill("Jardiner"))


@pytest.fixture
def findable(people):
    people.board_member  # noqa: B018 - makes the person
    Membership.objects.update(findable=True)
    return people.board_member


def answer_to(asked):
    return reverse("passport:confirm_asked", args=[asked.pk])


def test_an_entry_changed_meanwhile_is_not_confirmed(client_of, people, findable):
    """Otherwise a line read as one thing would be confirmed as another."""
    own = make_line(people.member, own_title="Arroser")
    ask(client_of("member"), own, way="distance", person=findable.pk)
    asked, peer = Confirmation.objects.get(), client_of("board_member")
    about = re.search(r'name="about" value="([^"]*)"', peer.get(answer_to(asked)).text).group(1)
    own.own_title = "Conduire un camion"
    own.save(update_fields=["own_title"])
    answer = peer.post(answer_to(asked), {**WORDS, "about": about})
    assert answer.status_code == 422
    assert "Cette ligne a changé" in answer.text
    assert "Conduire un camion" in answer.text
    assert WORDS["sentence"] in answer.text
    asked.refresh_from_db()
    assert asked.state == State.ASKED
    about = re.search(r'name="about" value="([^"]*)"', answer.text).group(1)
    assert peer.post(answer_to(asked), {**WORDS, "about": about}).status_code == 302


def test_a_request_answered_while_it_is_cancelled_is_not_lost(people, line, findable):
    asked = confirmations.ask(line, findable, None)
    confirmations.write(asked, findable, confirmations.Words("peer", "J’étais là.", True))
    assert not asked.cancel(), "the asker's page was older than the answer"
    assert Confirmation.objects.get().state == State.WRITTEN


# --- at a distance --------------------------------------------------------------------------------


def test_without_a_findable_peer_only_the_ways_in_presence_are_proposed(client_of, line):
    page = client_of("member").get(reverse("passport:ask_confirmation", args=[line.pk])).text
    assert "je passe l’appareil" in page
    assert "À distance" not in page


def test_a_chosen_person_is_asked_and_writes(client_of, people, line, findable):
    holder, peer = client_of("member"), client_of("board_member")
    assert ask(holder, line, way="distance", person=findable.pk).url == line.get_absolute_url()
    asked = Confirmation.objects.get()
    assert answer_to(asked) in peer.get(MINE).text
    assert "On vous demande une confirmation" in peer.get(reverse("passport:index")).text
    form = peer.get(answer_to(asked)).text
    assert "Membre vous demande une confirmation" in form
    assert "Je prépare le matériel" in form
    said = {**WORDS, "indicators": ["0"], "capacity": "association", "show_name": "on"}
    assert peer.post(answer_to(asked), said).url == reverse("passport:confirmations_given")
    asked.refresh_from_db()
    assert (asked.state, asked.capacity, asked.shown_name) == (State.WRITTEN, "association", "Bureau")
    assert asked.indicator_texts == ["Je prépare le matériel"]
    assert asked.mandate is not None
    assert peer.post(answer_to(asked), said).status_code == 302
    assert Confirmation.objects.count() == 1


def test_an_entry_shows_no_confirmation_before_its_holder_keeps_it(client_of, people, line):
    written = make_confirmation(line, people.facilitator, "Une belle taille.", state=State.WRITTEN)
    holder = client_of("member")
    page = holder.get(line.get_absolute_url()).text
    assert "Une belle taille." not in page
    assert "déclarée" in page
    assert "Une belle taille." in holder.get(reverse("passport:confirmation", args=[written.pk])).text
    holder.post(reverse("passport:confirmation_accept", args=[written.pk]))
    page = holder.get(line.get_absolute_url()).text
    assert "Une belle taille." in page
    assert "confirmée par un pair" in page
    holder.post(reverse("passport:confirmation_set_aside", args=[written.pk]))
    assert "Une belle taille." not in holder.get(line.get_absolute_url()).text
    assert reverse("passport:confirmation", args=[written.pk]) in holder.get(MINE).text


def test_the_person_asked_sees_only_what_they_need_to_answer(client_of, people):
    line = make_line(
        people.member,
        make_skill("Jardiner"),
        task="Secret un",
        setting="Secret deux",
        own_words="Secret trois",
        is_collective=True,
        my_part="Tenir l’échelle",
    )
    time = line.occasions.create(source_kind="declared", source_label="Secret quatre", happened_on="2026-10-03")
    line.occasions.create(source_kind="declared", happened_on="2025-01-31")
    asked = confirmations.ask(line, people.facilitator, time)
    page = client_of("facilitator").get(answer_to(asked)).text
    for words in ("Jardiner", "J’ai appris", "Tenir l’échelle", "3 octobre 2026"):
        assert words in page
    assert "Secret" not in page
    assert "2025" not in page


def test_whoever_asks_under_the_name_of_another_is_told_apart(client_of, people, line, findable):
    address = answer_to(confirmations.ask(line, findable, None))
    assert "porte ce nom" not in client_of("board_member").get(address).text
    Membership.objects.create(user=person("MEMBRE"), peer_group=people.here)
    page = client_of("board_member").get(address).text
    assert "porte ce nom" in page and f"repère {names.mark_of(people.member)}" in page


def test_a_missing_answer_is_said_beside_its_field_and_typed_words_stay(client_of, people, line):
    asked = confirmations.ask(line, people.board_member, None)
    answer = client_of("board_member").post(answer_to(asked), {"sentence": "x" * 301, "was_present": "peut-être"})
    assert answer.status_code == 422
    assert "x" * 301 in answer.text
    assert Confirmation.objects.get().state == State.ASKED


@pytest.mark.parametrize("capacity", ["employee", "association", "collective", "witness", "x"])
def test_a_capacity_the_person_does_not_have_is_refused(client_of, people, line, capacity):
    asked = confirmations.ask(line, people.other_member, None)
    answer = client_of("other_member").post(answer_to(asked), {**WORDS, "capacity": capacity})
    assert answer.status_code == 422
    assert Confirmation.objects.get().state == State.ASKED


def test_an_employee_of_another_group_reads_why_they_cannot_confirm(client_of, people):
    asked = confirmations.ask(make_line(people.other_member), people.facilitator, None)
    page = client_of("facilitator").get(answer_to(asked)).text
    assert "Vous ne pouvez pas confirmer cette ligne" in page
    assert "Je préfère ne pas répondre" in page


def test_asking_at_a_distance_needs_a_chosen_findable_person(client_of, people, line, findable):
    holder = client_of("member")
    for chosen in ("", people.other_member.pk, people.member.pk, "x"):
        assert ask(holder, line, way="distance", person=chosen).status_code == 422
    assert not Confirmation.objects.exists()


def test_a_request_can_be_taken_back(client_of, people, line):
    asked = confirmations.ask(line, people.facilitator, None)
    client_of("member").post(reverse("passport:confirmation_cancel", args=[asked.pk]))
    assert not Confirmation.objects.exists()


def test_asking_too_much_in_a_day_says_so_and_keeps_what_was_chosen(client_of, line, findable, settings):
    settings.LIMITS = {"confirm_ask": "1/d/key", "confirm_ask_again": "3/d/key"}
    holder = client_of("member")
    ask(holder, line, way="distance", person=findable.pk)
    answer = ask(holder, make_line(line.member), way="distance", person=findable.pk)
    assert answer.status_code == 429
    assert "Essayez demain" in answer.text
    assert f'value="{findable.pk}"' in answer.text


# --- nobody will know -----------------------------------------------------------------------------


def test_a_declined_request_reads_exactly_as_a_silence(client_of, people, line, findable):
    confirmations.ask(line, findable, None)
    holder = client_of("member")
    pages = [
        MINE,
        line.get_absolute_url(),
        reverse("passport:index"),
        reverse("passport:ask_confirmation", args=[line.pk]),
        reverse("accounts:data"),
        reverse("accounts:data_file"),
    ]
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        before = [plain(holder.get(page)) for page in pages]
    client_of("board_member").post(answer_to(Confirmation.objects.get()), {"decline": "1"})
    assert Confirmation.objects.get().state == State.DECLINED
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        assert [plain(holder.get(page)) for page in pages] == before
    assert answer_to(Confirmation.objects.get()) not in client_of("board_member").get(MINE).text


def test_a_declined_invitation_stays_as_it_was(client_of, people, line):
    holder = client_of("member")
    address = ask(holder, line, way="qr").url
    before, kept = plain(holder.get(address)), list(Confirmation.objects.values())
    token = re.search(r"/passeport/confirmer/([\w-]+)/", before)[1]
    answer = client_of("facilitator").post(reverse("passport:confirm", args=[token]), {"decline": "1"})
    assert answer.url == MINE
    assert list(Confirmation.objects.values()) == kept
    assert plain(holder.get(address)) == before


@pytest.mark.parametrize("kept", [True, False])
def test_the_author_never_learns_whether_their_confirmation_was_kept(client_of, people, line, kept):
    row = make_confirmation(line, people.facilitator, state=State.WRITTEN)
    writer = client_of("facilitator")
    pages = [reverse("passport:confirmations_given"), MINE, reverse("accounts:data_file")]
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        before = [plain(writer.get(page)) for page in pages]
    assert row.accept() if kept else row.set_aside()
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        assert [plain(writer.get(page)) for page in pages] == before
