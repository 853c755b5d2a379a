"""A card and a second slip, as their owner holds them, and how they are shown."""

from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.secret_code import second_slip
from tests.accounts.kit import card_of, show_slip, show_words

WRONG = ["abeille"] * 6


class Papers:
    """A person with a card and a slip."""

    def __init__(self, user: User | None = None) -> None:
        self.held = card_of(user)
        self.user, self.card_words = self.held.user, self.held.words
        self.words, self.token = second_slip.make(self.held.card)


def enter_with_slip(client: Client, papers: Papers, **data: str):
    show_words(client, papers.card_words)
    return show_slip(client, papers.words, **data)


def scan(client: Client, token: str):
    return client.post(reverse("accounts:slip_token", args=[token]))
