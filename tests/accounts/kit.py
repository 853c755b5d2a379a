"""Tools of the accounts tests: cards, codes, sign-in."""

import re
from dataclasses import dataclass

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.groups.cards import issue_card
from accounts.models import LoginCard, User
from accounts.recovery import rescue_code
from accounts.secret_code import rules as secret_code
from tests.people import person

CODE = "480972"
OTHER_CODE = "735061"
PASSWORD = "une phrase assez longue"


@dataclass
class Held:
    """A card as its owner holds it."""

    user: User
    card: LoginCard
    words: str
    token: str


def card_of(user: User | None = None, code: str | None = CODE) -> Held:
    """Print a card; with `code` None its owner has not signed in yet."""
    user = user or person("Nour")
    card, words, token = issue_card(user, by=None)
    if code:
        secret_code.change(user, code)
        rescue_code.postpone(user)  # not a word of the rescue code: its own tests ask
    return Held(user, card, " ".join(words), token)


def show_words(client: Client, words: str, **data: str):
    """Type the four words; return the response, which leads to the code."""
    return client.post(reverse("accounts:card"), {"words": words, **data})


def give_code(client: Client, code: str, **data: str):
    """Type the code; return the response."""
    return client.post(reverse("accounts:card_code"), {"code": code, **data})


def enter(client: Client, held: Held, code: str = CODE, **data: str):
    """Sign in with a card; return the last response."""
    show_words(client, held.words)
    return give_code(client, code, **data)


def show_alone(client: Client, held: Held, **data: str):
    """Show a card and go on without its code; return the last response."""
    show_words(client, held.words, **data)
    return client.post(reverse("accounts:card_only"))


def show_slip(client: Client, words: list[str], **data: str):
    """Give the six words of a second slip, the card shown; return the response."""
    return client.post(reverse("accounts:slip"), {"words": " ".join(words), **data})


def with_password(name: str = "Alex", **fields: object) -> User:
    """Make a person who signs in with a password."""
    return User.objects.create_user(password=PASSWORD, display_name=name, **fields)


def is_signed_in(client: Client) -> bool:
    """Return whether this browser is signed in."""
    return "_auth_user_id" in client.session


def sent_code() -> str:
    """Return the digits of the last mail."""
    return re.search(r"^\d{6,12}$", mail.outbox[-1].body, re.MULTILINE).group()


PICTURES = ("chat", "lune", "velo", "pomme")
OTHER_PICTURES = ("tasse", "chien", "etoile", "arbre")


def press(client: Client, page: str, keys: tuple[str, ...] = PICTURES, **data: str):
    """Press these pictures one by one on a page; return the last response."""
    for place, key in enumerate(keys):
        answer = client.post(page, {"picture": key, "place": str(place), **data})
    return answer
