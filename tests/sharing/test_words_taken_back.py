"""What somebody wrote leaves the copies that shares store, when they take it back or erase their account."""

import datetime

import pytest
from django.urls import reverse

from accounts import personal_data
from passport.models import Confirmation, Face, Share, ShareItem
from passport.peer_offers import rules as peer_offers
from passport.purge import purge
from tests.passport.factories import make_confirmation, make_line, make_person, make_share, make_skill

pytestmark = pytest.mark.django_db
WORDS, OTHER_WORDS = "Une belle taille.", "Un bon accueil."


@pytest.fixture
def written(people) -> Confirmation:
    """Return what somebody wrote, with their name, beside what somebody else did; both are in three shares."""
    line = make_line(people.member)
    row = make_confirmation(
        line, people.facilitator, WORDS, shown_name="Animation", indicator_texts=["Je prépare le matériel"]
    )
    make_confirmation(line, make_person("Nour"), OTHER_WORDS, shown_name="Nour")
    shares = [make_share(people.member, [line, make_line(people.member)]) for _ in range(3)]
    shares[0].stop()
    over = shares[1].opens_at + datetime.timedelta(microseconds=1)
    Share.objects.filter(pk=shares[1].pk).update(closes_at=over)
    assert stored().count(WORDS) == 3
    return row


def stored() -> str:
    return "\n".join(str(item.frozen) for item in ShareItem.objects.all())


def test_words_taken_back_leave_every_share_open_or_not(client_of, written):
    client_of("facilitator").post(reverse("passport:confirmation_withdraw", args=[written.pk]))
    for gone in (WORDS, "Animation", "Je prépare le matériel"):
        assert gone not in stored()
    assert stored().count(OTHER_WORDS) == stored().count("Nour") == 3


def test_the_name_of_an_erased_author_leaves_every_share_and_the_words_stay(people, written):
    personal_data.erase(people.facilitator)
    assert "Animation" not in stored()
    assert stored().count(WORDS) == stored().count("Nour") == 3


def test_an_offer_taken_back_leaves_every_share(client_of, people):
    sentence = "Je t’ai vu jardiner."
    offer = peer_offers.offer(people.board_member, people.member, make_skill(), Face.GAINED, sentence)
    line = offer.accept("with_help")
    make_share(people.member, [line])
    assert sentence in stored()
    client_of("board_member").post(reverse("passport:seen_take_back", args=[offer.pk]))
    assert sentence not in stored()


def test_what_the_holder_set_aside_may_come_back(written):
    written.set_aside()
    purge()
    assert stored().count(WORDS) == 3


def test_words_taken_back_as_a_share_opened_leave_it_at_the_next_cleaning(written):
    """And so do those that an older version left behind: withdrawn, or told by somebody whose account is erased."""
    Confirmation.objects.filter(pk=written.pk).update(state="withdrawn", shown_name="", sentence="")
    Confirmation.objects.filter(confirmer__display_name="Nour").update(confirmer=None)
    purge()
    assert WORDS not in stored()
    assert "Nour" not in stored()
    assert stored().count(OTHER_WORDS) == 3
