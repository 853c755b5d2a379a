"""The limits of production: by address and by key, neutral under /p/, never passed by a forged header."""

import re

import pytest
import time_machine
from django.core import mail
from django.core.cache.backends.base import BaseCache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.sign_in import guesses, mailed_codes, own_email
from config import settings as product
from passport.models import Share
from passport.sharing.rules import RECENT
from tests.accounts.kit import PASSWORD, card_of, give_code, sent_code, show_words, with_password
from tests.passport.factories import code_of, make_person, make_share, token_of
from tests.sharing.kit import MESSAGE, enter

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


def try_password(login: str, password: str, address: str = "10.0.1.1") -> Client:
    client = Client(REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": login, "password": password})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_guesses_of_a_password_from_many_addresses_are_limited(monkeypatch):
    """Beyond what one account may be asked, one guess a network; and its owner still enters from theirs."""
    monkeypatch.setattr(guesses, "PASSWORDS_A_DAY", 10)
    person = with_password()
    for number in range(10):
        try_password(person.username, f"faux {number}", f"10.0.0.{number}")
    assert is_in(try_password(person.username, PASSWORD)), "nobody keeps somebody out"
    for number in range(10):
        try_password(person.username, f"faux {number}", f"10.0.2.{number}")
    again = "10.0.3.1"
    try_password(person.username, "faux", again)
    assert not is_in(try_password(person.username, PASSWORD, again))
    assert is_in(try_password(person.username, PASSWORD))


def test_wrong_passwords_from_one_network_are_its_own():
    person = with_password(email="alex@exemple.org")
    for number in range(40):
        try_password([person.username, person.email][number % 2], f"faux {number}", "10.0.0.1")
    assert not is_in(try_password(person.username, PASSWORD, "10.0.0.1"))
    assert is_in(try_password(person.username, PASSWORD)), "the owner is elsewhere"


@pytest.mark.parametrize(("elsewhere", "enters"), [("2001:db8:0:1ff::9", False), ("2001:db8:0:2ff::9", True)])
def test_the_addresses_of_one_household_are_one_network(elsewhere, enters):
    person = with_password()
    for number in range(5):
        try_password(person.username, "faux", f"2001:db8:0:1{number:02x}::1")
    assert is_in(try_password(person.username, PASSWORD, elsewhere)) is enters


def test_one_network_alone_never_slows_the_others():
    """Ninety-six quarters of an hour in a day: fewer guesses than the account may be asked."""
    assert guesses.DAY / guesses.QUARTER * guesses.PASSWORDS < guesses.PASSWORDS_A_DAY


def ask_code(email: str, address: str) -> int:
    page = reverse("account_request_login_code")
    return Client(REMOTE_ADDR=address).post(page, {"email": email}).status_code


def test_codes_asked_by_others_keep_nobody_out(settings):
    """Known or not: the same answers. Codes are longer then, so that as many of them are not guessed."""
    settings.ACCOUNT_RATE_LIMITS = False
    own_email.keep(make_person(), "nour@exemple.org", proved=True)
    for email in ("nour@exemple.org", "personne@exemple.org"):
        for number in range(mailed_codes.SHORT_A_DAY):
            assert ask_code(email, f"10.0.{number % 4}.1") == 302
        assert ask_code(email, "10.0.7.1") == 302
        assert ask_code(email, "10.0.7.1") == 422, "one an hour from one network"
        assert ask_code(email, "10.0.8.1") == 302
    lengths = [len(re.search(r"^\d+$", message.body, re.MULTILINE)[0]) for message in mail.outbox if message.to]
    assert lengths == [mailed_codes.SHORT] * mailed_codes.SHORT_A_DAY + [mailed_codes.LONG] * 2


def test_a_long_code_opens_the_account(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    own_email.keep(make_person(), "nour@exemple.org", proved=True)
    for number in range(mailed_codes.SHORT_A_DAY):
        ask_code("nour@exemple.org", f"10.0.{number % 4}.1")
    owner = Client(REMOTE_ADDR="10.0.7.1")
    owner.post(reverse("account_request_login_code"), {"email": "nour@exemple.org"})
    code = sent_code()
    assert len(code) == mailed_codes.LONG
    owner.post(reverse("account_confirm_login_code"), {"code": f"{code[:6]} {code[6:]}"})
    assert is_in(owner)


def test_codes_asked_from_one_network_are_counted_as_its_own(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    statuses = [ask_code("nour@exemple.org", "10.0.0.1") for _ in range(mailed_codes.FROM_HERE_A_DAY + 1)]
    assert statuses == [302] * mailed_codes.FROM_HERE_A_DAY + [422]
    assert ask_code("nour@exemple.org", "10.0.0.2") == 302


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_what_one_network_asks_too_often_another_still_may(name):
    statuses = [Client(REMOTE_ADDR="10.0.0.1").post(reverse(name), {"email": "nour@exemple.org"}) for _ in range(6)]
    assert [answer.status_code for answer in statuses[:5]] == [302] * 5
    assert statuses[5].status_code in {422, 429}
    assert Client(REMOTE_ADDR="10.0.0.2").post(reverse(name), {"email": "nour@exemple.org"}).status_code == 302


def test_guesses_of_a_card_s_code_from_many_addresses_are_limited():
    held = card_of()
    for number in range(16):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        show_words(client, held.words)
        give_code(client, f"5719{number:02d}")
    held.user.refresh_from_db()
    assert held.user.secret_tries == 5
    client = Client(REMOTE_ADDR="10.0.2.1")
    assert show_words(client, held.words).status_code == 302
    answer = give_code(client, "571999")
    assert answer.status_code == 429
    assert "<h1" in answer.text


@pytest.mark.parametrize("door", ["accounts:card_only", "accounts:slip"])
def test_a_card_shown_alone_or_with_a_slip_is_limited_as_a_card_is(door):
    """From one network: who has seen a card keeps its owner out of no other."""
    held = card_of()
    browsers = [Client(REMOTE_ADDR="10.0.0.1") for _ in range(15)]
    elsewhere = Client(REMOTE_ADDR="10.0.2.1")
    for client in (*browsers, elsewhere):
        show_words(client, held.words)
    statuses = [
        client.post(reverse(door), {"words": "abeille " * 6}).status_code
        for client in [*browsers, browsers[0], elsewhere]
    ]
    assert 429 not in statuses[:15] and statuses[15] == 429 and statuses[16] != 429


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


@pytest.mark.parametrize("way", [Share.Way.TOGETHER, Share.Way.LINK])
def test_going_on_with_a_reading_is_another_one_of_that_day(settings, db, way):
    settings.LIMITS = settings.LIMITS | {"share_reading": "2/d/key"}
    share = make_share(make_person("Camille"), way=way)
    code = {"code": code_of(share)} if share.has_code else {}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        view = Client().post(f"/p/{token_of(share)}", {"reader": "Service", **code}).url
        go_on = [Client().post(f"{view}encore/", code).status_code for _ in range(3)]
        assert go_on == [303, 303, 303], "the same line of the journal"
        clock.shift(RECENT)
        assert Client().post(f"{view}encore/", code).status_code == 303
        clock.shift(RECENT)
        refused = Client().post(f"{view}encore/", code | MESSAGE)
        assert Client(REMOTE_ADDR="10.9.9.9").post(f"{view}encore/", code).status_code == 303
    assert refused.status_code == 429
    assert MESSAGE["text"] in refused.text
    assert "Attendez une heure" in refused.text
    assert (share.openings.count(), share.replies.count()) == (3, 0)


def test_one_network_writes_to_a_holder_some_times_a_day(settings, db):
    settings.LIMITS = settings.LIMITS | {"share_replies": "2/d/key"}
    share = make_share(make_person("Camille"), way=Share.Way.TOGETHER)
    for number, status in enumerate((303, 303, 429)):
        reader = Client()
        view = reader.post(f"/p/{token_of(share)}", {"reader": f"Service {number}"}).url
        assert reader.post(view, MESSAGE).status_code == status
    assert share.replies.count() == 2


def test_one_network_reads_a_share_some_times_a_day(settings, db):
    settings.LIMITS = settings.LIMITS | {"share_reading": "2/d/key"}
    share = make_share(make_person("Camille"), way=Share.Way.TOGETHER)
    statuses = [Client().post(f"/p/{token_of(share)}", {"reader": f"Service {n}"}).status_code for n in range(3)]
    assert statuses == [303, 303, 429]
    assert share.openings.count() == 2
    assert Client(REMOTE_ADDR="10.9.9.9").post(f"/p/{token_of(share)}", {"reader": "Jean"}).status_code == 303
