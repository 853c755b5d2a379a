"""Whoever holds a card, or has seen its words, keeps its owner from nothing that opens beside it."""

from django.test import Client

from tests.accounts.kit import is_signed_in, show_slip, show_words
from tests.accounts.papers import WRONG, enter_with_slip


def test_whoever_holds_the_card_does_not_keep_its_owner_from_their_slip(papers, settings):
    settings.LIMITS = {"card": "15/15m/key"}
    for number in range(40):
        other = Client(REMOTE_ADDR=f"198.51.100.{number % 2}")
        show_words(other, papers.card_words)
        show_slip(other, WRONG)
    owner = Client(REMOTE_ADDR="192.0.2.10")
    assert enter_with_slip(owner, papers).status_code == 302
    assert is_signed_in(owner)
