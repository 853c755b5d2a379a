"""The limits of production: by address and by key, neutral under /p/, never passed by a forged header."""

import pytest
from django.core.cache.backends.base import BaseCache
from django.test import Client
from django.urls import reverse

from config import settings as product
from tests.accounts.kit import card_of, give_code, show_words, with_password
from tests.passport.factories import make_person, make_share, token_of
from tests.sharing.kit import enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(settings):
    settings.LIMITS = product.LIMITS
    settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS


def _spoofed(number: int) -> dict[str, str]:
    address = f"10.0.{number // 250}.{number % 250}"
    return {"X-Forwarded-For": address, "X-Real-IP": address, "Forwarded": f"for={address}", "Client-IP": address}


def test_a_forged_address_header_allows_no_more_searches(settings):
    settings.LIMITS = {"search": "5/m/ip"}
    statuses = [Client(headers=_spoofed(n)).get("/recherche/", {"q": "a"}).status_code for n in range(7)]
    assert statuses == [200] * 5 + [429] * 2


def test_a_forged_address_header_allows_no_more_tries_of_a_share(settings):
    settings.LIMITS = {"share_open": "5/m/ip"}
    answers = [Client(headers=_spoofed(n)).post(f"/p/{n:022d}") for n in range(7)]
    assert [answer.status_code for answer in answers] == [404] * 5 + [429] * 2
    assert "Entrepairs" not in answers[-1].text
    assert answers[-1].headers["Referrer-Policy"] == "no-referrer"


def test_guesses_of_a_password_from_many_addresses_are_limited():
    person = with_password()
    for number in range(5):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        client.post(reverse("account_login"), {"login": person.username, "password": f"faux {number}"})
    late = Client(REMOTE_ADDR="10.0.1.1")
    answer = late.post(reverse("account_login"), {"login": person.username, "password": "une phrase assez longue"})
    assert "_auth_user_id" not in late.session
    assert answer.status_code in {422, 429}


def test_guesses_of_a_card_s_code_from_many_addresses_are_limited():
    held = card_of()
    for number in range(16):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        show_words(client, held.words)
        give_code(client, f"5719{number:02d}")
    held.user.refresh_from_db()
    assert held.user.secret_tries == 5
    answer = show_words(Client(REMOTE_ADDR="10.0.2.1"), held.words)
    assert answer.status_code == 429
    assert "<h1" in answer.text


@pytest.mark.parametrize("door", ["accounts:card_only", "accounts:slip"])
def test_a_card_shown_alone_or_with_a_slip_is_limited_as_a_card_is(door):
    """From any address: one fewer than the card itself may be shown."""
    held = card_of()
    browsers = [Client(REMOTE_ADDR=f"10.0.0.{number}") for number in range(15)]
    for client in browsers:
        show_words(client, held.words)
    statuses = [
        client.post(reverse(door), {"words": "abeille " * 6}).status_code for client in [*browsers, browsers[0]]
    ]
    assert 429 not in statuses[:15] and statuses[15] == 429


def test_known_and_unknown_cards_are_limited_alike():
    held = card_of()
    real, made_up = held.token, "A" * 22
    statuses = {
        token: [Client().post(reverse("accounts:card_token", args=[token])).status_code for _ in range(17)]
        for token in (real, made_up)
    }
    assert statuses[real] == statuses[made_up]
    assert statuses[real][-1] == 429


def test_messages_through_one_share_are_limited(client):
    share = make_share(make_person())
    enter(client, share)
    address = reverse("sharing:view", args=[share.openings.get().ref])
    answers = [client.post(address, {"name": "A", "text": f"Message {n}"}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "Message 5" in answers[-1].text
    assert share.replies.count() == 5


def test_messages_through_one_share_are_limited_across_openings():
    share = make_share(make_person(), way="together")
    for number in range(12):
        client = Client()
        enter(client, share, reader=f"Lecteur {number}")
        ref = share.openings.get(declared_reader=f"Lecteur {number}").ref
        client.post(reverse("sharing:view", args=[ref]), {"name": "A", "text": "Bonjour"})
    assert share.replies.count() <= 30


def test_no_cache_key_holds_a_secret(monkeypatch):
    names: list[str] = []
    make_key = BaseCache.make_key
    monkeypatch.setattr(BaseCache, "make_key", lambda *args, **more: names.append(args[1]) or make_key(*args, **more))
    held, share = card_of(), make_share(make_person())
    show_words(Client(), held.words)
    Client().post(reverse("accounts:card_token", args=[held.token]))
    Client().post(reverse("sharing:door", args=[token_of(share)]))
    assert names
    for secret in (held.token, token_of(share), held.words.split()[0]):
        assert not any(secret in name for name in names)
