"""Hashes are computed two at once; a rush is told to come back, and costs nobody a try."""

import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from accounts.secret_code import hasher
from accounts.secret_code import rules as secret_code
from lib.turns import TooBusyError, Turns
from tests.accounts.kit import card_of, give_code, show_words
from tests.server_settings import gunicorn_settings

CODE = "480972"
PRODUCTS = hasher.turns


@pytest.fixture
def full(monkeypatch) -> None:
    """Let no more than one work, and let another thread be that one."""
    turns = Turns(at_once=1, waiting=1, patience=0)
    monkeypatch.setattr(hasher, "turns", turns)
    monkeypatch.setattr(secret_code, "turns", turns)
    begun, ended = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with turns.one():
                begun.set()
                ended.wait(60)
        finally:
            begun.set()  # without a turn, nobody waits for it

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait(60)
    yield
    ended.set()
    thread.join()


def test_a_hash_waits_for_its_turn_and_then_gives_up(full):
    for work in (lambda: secret_code.make(CODE), lambda: secret_code.matches(CODE, "argon2$x")):
        with pytest.raises(TooBusyError):
            work()


def test_a_turn_is_given_back_whatever_happened():
    turns = Turns(at_once=1, waiting=0, patience=0)
    for _ in range(3):
        with pytest.raises(ImproperlyConfigured), turns.one(), turns.one():
            raise ImproperlyConfigured
    with turns.one():
        pass


def test_a_thread_that_gave_its_turn_back_asks_for_the_next_like_any_other():
    turns = Turns(at_once=1, waiting=0, patience=0)
    with turns.one():
        pass
    assert turns._work.acquire(blocking=False)  # somebody else works now
    assert turns._room.acquire(blocking=False)
    with pytest.raises(TooBusyError), turns.one():
        pass


def test_those_beyond_the_ones_who_wait_are_sent_away_at_once():
    turns = Turns(at_once=1, waiting=0, patience=60)
    told = []

    def ask() -> None:
        try:
            with turns.one():
                told.append("in")
        except TooBusyError:
            told.append("away")

    with turns.one():
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join(30)
    assert told == ["away"]


@pytest.mark.django_db
def test_a_sign_in_in_a_rush_is_503_and_says_how_to_send_it_again(full, settings):
    settings.PASSWORD_HASHERS = ["accounts.secret_code.hasher.Argon2Hasher"]
    answer = Client().post(reverse("account_login"), {"login": "personne", "password": "une phrase assez longue"})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "renvoyer le formulaire" in answer.text


@pytest.mark.django_db
def test_a_code_given_in_a_rush_costs_no_try(client, request):
    held = card_of()
    show_words(client, held.words)
    request.getfixturevalue("full")
    assert give_code(client, "571900").status_code == 503
    held.user.refresh_from_db()
    assert held.user.secret_tries == 0


def test_some_threads_of_a_process_never_wait_for_a_hash():
    threads = gunicorn_settings()["threads"]
    admitted = 0
    while PRODUCTS._room.acquire(blocking=False):
        admitted += 1
    PRODUCTS._room.release(admitted)
    assert 2 < admitted <= threads - 2
