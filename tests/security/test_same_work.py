"""A door does the same for what it knows as for what it does not: the same statements, and one hash."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import nobody
from accounts.recovery import rescue_code
from accounts.secret_code import rules as secret_code
from accounts.secret_code import second_slip
from accounts.sign_in import own_email
from tests.accounts.kit import CODE, OTHER_CODE, card_of, give_code, show_words, with_password

UNKNOWN_WORDS = "abeille abeille abeille abeille"
RESCUE_WORDS = f"{UNKNOWN_WORDS} abeille abeille"
NOUR = "nour@exemple.org"


def statements(post) -> list[str]:
    """Return what a request asks of the database: verbs and tables, savepoints left out."""
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = post()
    assert answer.status_code in {302, 422}
    found = (
        re.match(r'(SELECT|UPDATE|INSERT|DELETE).*?(?:FROM|UPDATE|INTO) "(\w+)"|UPDATE "(\w+)"', each["sql"])
        for each in captured
    )
    return [" ".join(filter(None, match.groups())) for match in found if match]


@pytest.fixture
def doors(db) -> dict:
    held = card_of()
    rescue_code.make(held.user)
    second_slip.make(held.card)
    own_email.keep(with_password(), NOUR, proved=True)

    def shown(words: str) -> Client:
        client = Client()
        show_words(client, words)
        return client

    def ask(door: str, email: str):
        return Client().post(reverse(door), {"email": email})

    def both(post: Callable[[Client], object]) -> list[Callable[[], object]]:
        return [partial(post, shown(each)) for each in (held.words, UNKNOWN_WORDS)]

    words = reverse("accounts:forgotten_code")
    return {
        "card words": [partial(show_words, Client(), each) for each in (held.words, UNKNOWN_WORDS)],
        "card code": both(lambda client: give_code(client, OTHER_CODE)),
        "page of the code": both(lambda client: give_code(client, "12")),
        "rescue code": both(lambda client: client.post(words, {"words": RESCUE_WORDS})),
        "second slip": both(lambda client: client.post(reverse("accounts:slip"), {"words": RESCUE_WORDS})),
        "reset by e-mail": [partial(ask, "account_reset_password", each) for each in (NOUR, "a@b.fr")],
        "mailed code": [partial(ask, "account_request_login_code", each) for each in (NOUR, "a@b.fr")],
    }


@pytest.mark.usefixtures("settings_kept")
@pytest.mark.parametrize(
    "door",
    ["card words", "card code", "page of the code", "rescue code", "second slip", "reset by e-mail", "mailed code"],
)
def test_known_and_unknown_ask_the_same_of_the_database(doors, door):
    known, unknown = (statements(post) for post in doors[door])
    assert known == unknown


def test_nobody_costs_one_hash_as_somebody_does(doors, monkeypatch):
    hashed = []
    for name in ("encode", "verify"):
        work = getattr(secret_code.hasher, name)
        monkeypatch.setattr(secret_code.hasher, name, lambda *args, work=work: hashed.append(1) or work(*args))
    for post in doors["card code"]:
        hashed.clear()
        post()
        assert len(hashed) == 1


@pytest.mark.parametrize("login", [NOUR, "inconnue@exemple.org", "identifier", "p-inconnu", "unproved@exemple.org"])
def test_a_wrong_password_costs_one_hash_whoever_it_is(db, monkeypatch, login):
    known = with_password()
    own_email.keep(known, NOUR, proved=True)
    own_email.keep(with_password("Autre"), "unproved@exemple.org", proved=False)
    hashed = []
    work = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or work(*args))
    said = {"login": known.username if login == "identifier" else login, "password": "une autre phrase"}
    assert Client().post(reverse("account_login"), said).status_code == 422
    assert len(hashed) == 1


def test_nobody_never_enters(db):
    assert not secret_code.attempt(nobody(), CODE)
