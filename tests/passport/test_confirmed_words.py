"""A confirmation stands under the words that its author read, and under no others."""

import re

import pytest
from django.urls import reverse

from accounts.personal_data import export
from passport.confirmations import rules as confirmations
from passport.models import Confirmation, Entry, Face
from passport.peer_offers import rules as peer_offers
from passport.sharing.rules import shown_entries
from tests.passport.confirmations_kit import WORDS
from tests.passport.factories import make_confirmation, make_line, make_share, make_skill

pytestmark = pytest.mark.django_db
GONE = "Elle ne se montre plus"
WARNING = "Cette ligne est confirmée."


@pytest.fixture
def line(people):
    return make_line(people.member, make_skill("Repas du groupe"), is_collective=True, my_part="Essuyer les assiettes")


def answer_to(asked):
    return reverse("passport:confirm_asked", args=[asked.pk])


def shown(client, asked) -> str:
    return re.search(r'name="about" value="([^"]*)"', client.get(answer_to(asked)).text).group(1)


def change(client, line, **words):
    """Send the form of an entry with these words changed."""
    form = client.get(reverse("passport:edit", args=[line.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in (sent | words).items() if value not in (None, False)}
    assert client.post(reverse("passport:edit", args=[line.pk]), sent).status_code == 302


def confirmed_in_a_new_share(line) -> int:
    """Return how many confirmations a reader of a share opened now reads."""
    return len(shown_entries(make_share(line.member, [line]))[0].confirmations)


CHANGES = [{"my_part": "Diriger la cuisine"}, {"is_collective": False}, {"my_part": ""}, {"face": Face.SHARED}]


@pytest.mark.parametrize("words", CHANGES, ids=["part", "alone", "no part", "face"])
def test_a_line_that_says_otherwise_shows_its_confirmation_no_more(client_of, people, line, words):
    """A partner would read the association's confirmation of a part that it never confirmed."""
    make_confirmation(line, people.board_member)
    holder = client_of("member")
    assert confirmed_in_a_new_share(line) == 1
    change(holder, line, **words)
    assert confirmed_in_a_new_share(line) == 0
    assert GONE in holder.get(line.get_absolute_url()).text
    change(holder, line, my_part=line.my_part, is_collective="on", face=line.face)
    assert confirmed_in_a_new_share(line) == 1
    assert GONE not in holder.get(line.get_absolute_url()).text


def test_what_was_done_alone_and_becomes_done_with_others_shows_it_no_more(client_of, people):
    line = make_line(people.member, my_part="Une part que personne n’a lue")
    given = make_confirmation(line, people.board_member)
    change(client_of("member"), line, is_collective="on")
    assert confirmed_in_a_new_share(line) == 0
    page = client_of("member").get(reverse("passport:confirmation", args=[given.pk])).text
    assert "sans dire «&nbsp;à plusieurs&nbsp;»" in page


HARMLESS = [
    {"own_words": "Autre chose"},
    {"task": "Un repas pour douze"},
    {"setting": "En cuisine"},
    {"frequency": "often"},
    {"practice": "with_help"},
]


@pytest.mark.parametrize("words", HARMLESS, ids=lambda words: next(iter(words)))
def test_words_that_nobody_read_change_without_harm(client_of, people, line, words):
    make_confirmation(line, people.board_member)
    change(client_of("member"), line, **words)
    assert confirmed_in_a_new_share(line) == 1


def test_a_part_that_is_not_read_changes_without_harm(client_of, people):
    line = make_line(people.member)
    make_confirmation(line, people.board_member)
    change(client_of("member"), line, my_part="Plus tard, peut-être")
    assert confirmed_in_a_new_share(line) == 1


def test_an_open_share_keeps_both_the_words_and_their_confirmation(client_of, people, line):
    make_confirmation(line, people.board_member)
    share = make_share(people.member, [line])
    change(client_of("member"), line, my_part="Diriger la cuisine")
    read = shown_entries(share)[0]
    assert (read.my_part, len(read.confirmations)) == ("Essuyer les assiettes", 1)


def test_the_holder_reads_before_a_change_what_it_takes_away_and_after_it_what_was_confirmed(client_of, people, line):
    holder, page = client_of("member"), reverse("passport:edit", args=[line.pk])
    assert WARNING not in holder.get(page).text
    given = make_confirmation(line, people.board_member)
    assert WARNING in holder.get(page).text
    assert WARNING in holder.post(page, {"my_part": "Diriger", "is_collective": "on"}).text, "refused: no face"
    change(holder, line, my_part="Diriger la cuisine")
    assert WARNING not in holder.get(page).text, "nothing is left to lose"
    said = holder.get(reverse("passport:confirmation", args=[given.pk])).text
    assert "votre part&nbsp;: «&nbsp;Essuyer les assiettes&nbsp;»" in said


@pytest.mark.parametrize("what", ["my_part", "is_collective", "skill", "indicator", "occasion", "holder"])
def test_whatever_the_page_showed_and_changed_meanwhile_is_read_again_first(client_of, people, line, what):
    time = line.occasions.create(source_kind="declared", happened_on="2026-10-03")
    asked, peer = confirmations.ask(line, people.board_member, time), client_of("board_member")
    read = {**WORDS, "about": shown(peer, asked), "indicators": ["0"]}
    if what == "my_part":
        Entry.objects.update(my_part="Diriger la cuisine")
    elif what == "is_collective":
        Entry.objects.update(is_collective=False)
    elif what == "skill":
        type(line.skill).objects.update(label="Conduire un camion")
    elif what == "indicator":
        line.skill.indicators.update(text="Je dirige la cuisine")
    elif what == "occasion":
        time.delete()
    else:
        type(people.member).objects.filter(pk=people.member.pk).update(display_name="Une autre")
    answer = peer.post(answer_to(asked), read)
    assert answer.status_code == 422
    assert "Cette ligne a changé" in answer.text
    assert WORDS["sentence"] in answer.text
    asked.refresh_from_db()
    assert asked.state == Confirmation.State.ASKED
    again = read | {"about": re.search(r'name="about" value="([^"]*)"', answer.text).group(1)}
    assert peer.post(answer_to(asked), again).status_code == 302
    asked.refresh_from_db()
    assert asked.still_speaks_of_it
    assert asked.part == {"my_part": "Diriger la cuisine", "is_collective": ""}.get(what, "Essuyer les assiettes")


def test_the_page_as_it_is_now_comes_back(client_of, people, line):
    time = line.occasions.create(source_kind="declared", happened_on="2026-10-03")
    asked, peer = confirmations.ask(line, people.board_member, time), client_of("board_member")
    read = {**WORDS, "about": shown(peer, asked)}
    Entry.objects.update(my_part="Diriger la cuisine")
    time.delete()
    page = peer.post(answer_to(asked), read).text
    assert "Diriger la cuisine" in page
    assert "Essuyer" not in page and "La fois dont on parle" not in page


def test_words_that_nobody_reads_change_while_the_page_is_open(client_of, people, line):
    asked, peer = confirmations.ask(line, people.board_member, None), client_of("board_member")
    read = {**WORDS, "about": shown(peer, asked)}
    Entry.objects.update(own_words="Autre chose", task="Un repas", practice="with_help")
    assert peer.post(answer_to(asked), read).status_code == 302


def test_what_a_peer_saw_unasked_speaks_of_no_part(client_of, people):
    offer = peer_offers.offer(people.board_member, people.member, make_skill(), Face.GAINED, "Je l’ai vu.")
    line = offer.accept("tried")
    assert confirmed_in_a_new_share(line) == 1
    change(client_of("member"), line, is_collective="on", my_part="Diriger la cuisine")
    assert confirmed_in_a_new_share(line) == 0


def test_what_was_confirmed_is_in_the_holder_s_file(people, line):
    make_confirmation(line, people.board_member)
    Entry.objects.update(my_part="")
    kept = str(export(people.member))
    assert "Essuyer les assiettes" in kept
