"""« Je t’ai vu faire » to a member who is there and need not be findable: a QR or four words."""

import re

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from passport.confirmations.rules import NoLongerOpenError
from passport.models import Face, Proposal, SeenInvite
from passport.peer_offers import rules as peer_offers
from passport.purge import purge
from tests.accounts.kit import card_of
from tests.passport.confirmations_kit import plain
from tests.passport.factories import make_skill
from tests.people import person

pytestmark = pytest.mark.django_db
SHOW, STOP, WORDS = (reverse(f"passport:offer_{name}") for name in ("show", "stop", "words"))
HERE = reverse("passport:offer_here")
GIVEN = reverse("passport:confirmations_given")
SENTENCE = "Tu as taillé les rosiers avec nous."
SAID = {"face": Face.GAINED, "sentence": SENTENCE}
NOON, LATER = "2026-11-20 12:00:00+01:00", "2026-11-20 12:31:00+01:00"


@pytest.fixture
def skill():
    return make_skill("Jardiner")


@pytest.fixture
def shown(people) -> SeenInvite:
    """The code the member shows: they may not be found, and the peer is of another group."""
    assert not people.member.memberships.filter(findable=True).exists()
    return peer_offers.show(people.member)


def address(shown: SeenInvite, skill=None) -> str:
    name = ["passport:offer_skill", shown.token, skill.slug] if skill else ["passport:offer", shown.token]
    return reverse(name[0], args=name[1:])


# --- the code -------------------------------------------------------------------------------------


def test_no_code_exists_before_the_holder_asks_and_asking_twice_shows_the_same_one(client_of, people):
    client = client_of("member")
    assert "<svg viewBox" not in client.get(SHOW).text
    assert not SeenInvite.objects.exists(), "a page read makes nothing"
    for _ in range(2):
        assert client.post(SHOW).url == SHOW
    shown = SeenInvite.objects.get()
    page = client.get(SHOW).text
    assert "<svg viewBox" in page
    assert f"{django_settings.ORIGIN}{address(shown)}" in page
    assert " ".join(shown.words) in page
    assert len(shown.words) == 4


def test_the_database_holds_neither_the_token_nor_the_words(shown):
    kept = str(SeenInvite.objects.values().get())
    assert shown.token not in kept
    assert not all(word in kept for word in shown.words)


def test_a_code_put_away_leads_nowhere_and_the_next_one_is_new(client_of, shown):
    client = client_of("member")
    client.post(STOP)
    assert client_of("other_member").get(address(shown)).status_code == 404
    client.post(SHOW)
    assert SeenInvite.objects.get().token != shown.token


def test_a_code_is_over_after_thirty_minutes_then_purged(client_of, people):
    with time_machine.travel(NOON):
        shown = peer_offers.show(people.member)
    with time_machine.travel("2026-11-20 12:29:00+01:00"):
        assert client_of("other_member").get(address(shown)).status_code == 200
    with time_machine.travel(LATER):
        assert client_of("other_member").get(address(shown)).status_code == 404
        assert "<svg viewBox" not in client_of("member").get(SHOW).text
        assert peer_offers.show(people.member).token != shown.token
    purge()
    assert not SeenInvite.objects.exists()


def test_a_code_sealed_with_a_key_that_is_gone_is_replaced(client_of, people, shown, settings):
    settings.PASSPORT_KEYS = ["nMSmfeU3D2BOVQWSgqXHLOm0qQHB3R8vXBAUgAnbXYc="]
    assert "<svg viewBox" not in client_of("member").get(SHOW).text
    assert peer_offers.show(people.member).token


# --- what it opens --------------------------------------------------------------------------------


def test_a_peer_who_signs_in_chooses_a_skill_and_offers_it_once(client_of, people, shown, skill):
    make_skill("Compter")
    assert Client().get(address(shown)).url.startswith(reverse("account_login"))
    peer = client_of("other_member")
    found = peer.get(address(shown), {"q": "jardin"}).text
    assert f'href="{skill.slug}/"' in found
    assert "Compter" not in found
    assert "Membre" in peer.get(address(shown, skill)).text
    for _ in range(2):
        assert peer.post(address(shown, skill), SAID).url == GIVEN, "pressed twice, it is one"
    proposal = Proposal.objects.get()
    assert (proposal.member, proposal.offered_by) == (people.member, people.other_member)
    assert SENTENCE in client_of("member").get(reverse("passport:index")).text
    again = peer.post(address(shown, make_skill()), SAID)
    assert {peer.get(address(shown)).status_code, peer.get(address(shown, skill)).status_code} == {404}
    assert again.status_code == 404
    assert client_of("board_member").get(address(shown)).status_code == 200, "it serves once for each person"


def test_unknown_over_used_put_away_and_own_codes_get_the_same_page(client_of, people, skill):
    peer = people.other_member
    with time_machine.travel(NOON):
        over = peer_offers.show(people.editor).token
    with time_machine.travel(LATER, tick=False):
        used, own, away = (peer_offers.show(each) for each in (people.member, peer, people.facilitator))
        peer_offers.answer(used, peer, skill, Face.GAINED, SENTENCE)
        away.delete()
        closed = peer_offers.show(person("Fermée", is_active=False))
        client = client_of("other_member")
        tokens = (over, used.token, own.token, away.token, closed.token, "A" * 22)
        pages = [client.get(reverse("passport:offer", args=[token])) for token in tokens]
        pages += [client.get(reverse("passport:offer_skill", args=[token, skill.slug])) for token in tokens]
        pages += [client.post(reverse("passport:offer_skill", args=[over, skill.slug]), SAID)]
        pages += [client.get(reverse("passport:confirm", args=["A" * 22]))]
    neutral = re.compile(r"(offre|confirmer)(?:/|%2F)[\w%/-]+")
    assert {page.status_code for page in pages} == {404}
    assert len({neutral.sub("", plain(page)) for page in pages}) == 1


def test_two_presses_at_once_of_one_person_make_one_offer(people, shown, skill):
    peer_offers.answer(shown, people.other_member, skill, Face.GAINED, SENTENCE)
    with pytest.raises(NoLongerOpenError):
        peer_offers.answer(shown, people.other_member, make_skill(), Face.GAINED, SENTENCE)
    assert Proposal.objects.count() == 1


def test_the_offer_page_tells_the_shown_name_and_nothing_else(client_of, people, shown):
    people.member.entries.create(skill=make_skill("Réparer un vélo"), face=Face.GAINED, own_words="Mes mots")
    page = client_of("other_member").get(address(shown)).text
    assert "Membre" in page
    for word in ("Mes mots", people.member.username, "Groupe d’ici"):
        assert word not in page


def test_only_a_peer_says_it(client_of, shown, skill):
    client = client_of("facilitator")
    assert "Cela se dit entre pairs" in client.get(address(shown)).text
    assert "Cela se dit entre pairs" in client.get(address(shown, skill)).text
    assert client.post(address(shown, skill), SAID).status_code == 422
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("said", [{}, {"face": "x"}, {"sentence": "é" * 301}, {"sentence": "a\x00b"}])
def test_an_invalid_offer_keeps_the_typed_words(client_of, shown, skill, said):
    answer = client_of("other_member").post(address(shown, skill), said)
    assert answer.status_code == 422
    assert said.get("sentence", "").replace("\x00", "") in answer.text.replace("\x00", "").replace("\ufffd", "")
    assert not Proposal.objects.exists()


def test_a_second_offer_in_other_words_asks_to_take_the_first_back(client_of, people, shown, skill):
    peer_offers.offer(people.other_member, people.member, skill, Face.GAINED, "Autre chose.")
    Proposal.objects.update(created_at="2026-01-01T12:00:00Z")
    answer = client_of("other_member").post(address(shown, skill), SAID)
    assert answer.status_code == 422
    assert "Vous avez déjà dit autre chose" in answer.text


def test_saying_it_too_often_in_a_day_keeps_the_words(client_of, shown, skill, settings):
    settings.LIMITS = {"seen_offer": "0/d/key"}
    answer = client_of("other_member").post(address(shown, skill), SAID)
    assert answer.status_code == 429
    assert SENTENCE in answer.text


@pytest.mark.parametrize("answer", ["without_help", "leave"])
def test_the_peer_never_knows_whether_the_offer_was_accepted_or_set_aside(client_of, shown, skill, answer):
    peer = client_of("other_member")
    peer.post(address(shown, skill), SAID, follow=True)
    proposal = Proposal.objects.get()

    def read() -> list[str]:
        with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
            return [plain(peer.get(page)) for page in (GIVEN, reverse("passport:index"), address(shown))]

    before = read()
    event = reverse("passport:proposals", args=[proposal.source_kind, proposal.source_ref])
    client_of("member").post(event, {f"p{proposal.pk}": answer})
    assert read() == before


# --- four words -----------------------------------------------------------------------------------


def test_four_words_lead_to_the_same_page_whatever_the_typing(client_of, shown):
    typed = " - ".join(shown.words).upper()
    assert client_of("other_member").post(WORDS, {"words": typed}).url == address(shown)


def test_words_that_lead_nowhere_get_the_same_answer(client_of, people):
    own, card = peer_offers.show(people.other_member), card_of(people.member)
    for words in ("abeille abeille abeille abeille", " ".join(own.words), card.words):
        answer = client_of("other_member").post(WORDS, {"words": words})
        assert answer.status_code == 422
        assert "ne mènent nulle part" in answer.text


@pytest.mark.parametrize("words", ["", "abeille", "abeille abeille abeille xyzzy", "a\x00b", "mot " * 200])
def test_odd_words_are_refused_with_a_sentence(client_of, words):
    assert client_of("member").post(WORDS, {"words": words}).status_code == 422


def test_words_are_tried_a_few_times_only(client_of, shown, settings):
    settings.LIMITS = {"seen_words": "2/15m/key"}
    client = client_of("other_member")
    tries = [client.post(WORDS, {"words": "abeille abeille abeille abeille"}).status_code for _ in range(3)]
    assert tries == [422, 422, 429]


# --- where it is found ----------------------------------------------------------------------------


def test_the_code_pages_are_linked_from_the_passport_and_from_both_sides(client_of):
    client = client_of("member")
    for page in ("passport:index", "passport:confirmations"):
        assert SHOW in client.get(reverse(page)).text
    assert WORDS in client.get(reverse("passport:seen")).text


def test_the_personal_data_file_says_that_a_code_is_shown_and_not_which(client_of, shown):
    data = client_of("member").get(reverse("accounts:data_file"))
    assert len(data.json()["passeport"]["code que je montre pour « je t’ai vu faire », jusqu’à"]) == 1
    assert shown.token not in data.text
    assert not all(word in data.text for word in shown.words)
