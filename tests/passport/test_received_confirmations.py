"""« Mes confirmations »: being found, withdrawn confirmations, personal data, erased accounts, long lists."""

import json

import pytest
from django.urls import reverse

from accounts import personal_data
from accounts.models import Membership
from passport.confirmations import rules as confirmations
from passport.models import Confirmation, Face
from passport.peer_offers import rules as peer_offers
from tests.passport.factories import make_confirmation, make_line, make_skill

pytestmark = pytest.mark.django_db
State = Confirmation.State
MINE, GIVEN = reverse("passport:confirmations"), reverse("passport:confirmations_given")


def membership(person):
    return Membership.objects.get(user=person)


def test_being_found_is_off_and_is_turned_on_and_off_group_by_group(client_of, people):
    client, mine = client_of("member"), membership(people.member)
    assert "On ne peut pas me trouver ici" in client.get(MINE).text
    for said, on in (({"findable": "1"}, True), ({"findable": "1"}, True), ({}, False)):
        client.post(reverse("passport:findable", args=[mine.pk]), said)
        mine.refresh_from_db()
        assert mine.findable is on
    assert not Membership.objects.exclude(pk=mine.pk).filter(findable=True).exists()


def test_an_empty_page_says_the_first_step(client_of):
    assert "Demander une confirmation" in client_of("member").get(MINE).text


def test_a_withdrawn_confirmation_disappears_and_the_holder_is_told_without_a_name(client_of, people):
    line = make_line(people.member, make_skill("Jardiner"))
    row = make_confirmation(line, people.facilitator, "Une belle taille.", shown_name="Animation")
    writer, holder = client_of("facilitator"), client_of("member")
    assert "Une belle taille." in writer.get(GIVEN).text
    for _ in range(2):
        writer.post(reverse("passport:confirmation_withdraw", args=[row.pk]))
    assert "Une belle taille." not in writer.get(GIVEN).text + holder.get(line.get_absolute_url()).text
    page = holder.get(MINE).text
    assert "Une personne a repris ses mots sur «&nbsp;Jardiner&nbsp;»" in page
    assert "Animation" not in page
    holder.post(reverse("passport:confirmation_cancel", args=[row.pk]))
    assert "Reprises" not in holder.get(MINE).text


def test_the_author_reads_the_entry_s_title_as_it_was_that_day(client_of, people):
    line = make_line(people.member, own_title="Réparer un vélo")
    make_confirmation(line, people.facilitator)
    line.own_title = "Mots d’après"
    line.save()
    page = client_of("facilitator").get(GIVEN).text
    assert "Réparer un vélo" in page
    assert "Mots d’après" not in page
    assert "Elle ne se montre plus" in client_of("member").get(line.get_absolute_url()).text


def test_a_removed_entry_asks_nothing_more_of_anybody(client_of, people):
    line = make_line(people.member, make_skill("Jardiner"))
    asked = confirmations.ask(line, people.facilitator, None)
    line.remove()
    assert "Jardiner" not in client_of("facilitator").get(MINE).text
    assert client_of("facilitator").get(reverse("passport:confirm_asked", args=[asked.pk])).status_code == 404


def told(person) -> str:
    return json.dumps(personal_data.export(person)["passeport"], ensure_ascii=False, default=str)


def test_each_personal_data_file_holds_confirmations_received_and_given(people):
    line = make_line(people.member, make_skill("Jardiner"))
    make_confirmation(line, people.facilitator, "Une belle taille.", shown_name="Animation")
    confirmations.ask(make_line(people.member, make_skill("Compter")), people.board_member, None)
    peer_offers.offer(people.board_member, people.member, make_skill(), Face.GAINED, "Je t’ai vu.")
    assert all(words in told(people.member) for words in ("Une belle taille.", "Animation", "Je t’ai vu.", "Bureau"))
    assert all(words in told(people.facilitator) for words in ("Une belle taille.", "Jardiner", "Membre"))
    assert all(words in told(people.board_member) for words in ("Compter", "Je t’ai vu."))


def test_an_erased_author_s_words_stay_unnamed_and_their_unwritten_requests_go(client_of, people):
    line = make_line(people.member)
    row = make_confirmation(line, people.facilitator, "Une belle taille.", shown_name="Animation")
    confirmations.ask(make_line(people.member), people.facilitator, None)
    personal_data.erase(people.facilitator)
    kept = Confirmation.objects.get()
    assert (kept.pk, kept.sentence, kept.shown_name, kept.confirmer) == (row.pk, "Une belle taille.", "", None)
    page = client_of("member").get(reverse("passport:confirmation", args=[row.pk])).text
    assert "une personne qui a effacé son compte" in page
    assert "Animation" not in page


def test_erasing_ones_account_takes_what_others_wrote_about_it(people):
    make_confirmation(make_line(people.member), people.facilitator)
    personal_data.erase(people.member)
    assert not Confirmation.objects.exists()


@pytest.mark.one_database
@pytest.mark.usefixtures("settings_kept")
@pytest.mark.parametrize("address", [MINE, GIVEN, reverse("passport:index")])
def test_lists_ask_as_much_for_200_as_for_20(
    client_of, people, address, django_assert_max_num_queries, django_assert_num_queries
):
    client = client_of("member")

    def fill(number: int) -> None:
        for _ in range(number):
            line = make_line(people.member)
            make_confirmation(line, people.facilitator)
            make_confirmation(line, people.editor, state=State.WRITTEN)
            make_confirmation(line, people.moderator, state=State.SET_ASIDE)
            confirmations.ask(line, people.board_member, None)
            theirs = make_line(people.other_member)
            make_confirmation(theirs, people.member)
            peer_offers.offer(people.member, people.other_member, theirs.skill, Face.GAINED, "Je t’ai vu.")
            confirmations.ask(make_line(people.other_member), people.member, None)

    fill(20)
    with django_assert_max_num_queries(16) as few:
        client.get(address)
    fill(60)
    with django_assert_num_queries(len(few)):
        client.get(address)
