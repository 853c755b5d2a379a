"""Sign-in with a card."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.groups.cards import issue_card
from accounts.models import User
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import CODE, OTHER_CODE, card_of, enter, give_code, is_signed_in, show_words
from tests.people import person

UNKNOWN_WORDS = "abeille abeille abeille abeille"
NOT_THE_CODE = (
    "Ce n’est pas le bon code, ou votre carte a été remplacée. "
    "Il vous reste 4 essais, ou moins s’il y a déjà eu des erreurs. Prenez votre temps."
)


def constant(response) -> str:
    """Return the page without the CSRF token, which differs at each display."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def test_words_then_code_open_the_account(client, db):
    held = card_of()
    response = show_words(client, held.words.upper().replace(" ", " - "))
    assert response.url == reverse("accounts:card_code")
    assert not is_signed_in(client), "words alone open nothing"
    response = give_code(client, "480 972")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(held.user.pk)


def test_the_session_says_that_it_was_opened_with_a_card(client, db):
    enter(client, card_of())
    methods = [record["method"] for record in client.session["account_authentication_methods"]]
    assert methods == ["card"]


def test_the_qr_then_code_open_the_account(client, db):
    held = card_of()
    response = client.post(reverse("accounts:card_token", args=[held.token]))
    assert response.url == reverse("accounts:card_code"), "the token leaves the address at once"
    assert give_code(client, CODE).status_code == 302
    assert is_signed_in(client)


def test_the_page_of_the_qr_is_the_same_for_any_token_and_writes_nothing(db, django_assert_num_queries):
    held = card_of()
    real = Client().get(reverse("accounts:card_token", args=[held.token]))
    with django_assert_num_queries(0):
        made_up = Client().get(reverse("accounts:card_token", args=["x" * 22]))
    assert real.status_code == made_up.status_code == 200
    assert constant(real) == constant(made_up)
    assert held.token not in real.content.decode()
    assert settings.SESSION_COOKIE_NAME not in real.cookies


def _wrong(state: str) -> Client:
    client, held = Client(), card_of()
    if state == "unknown":
        show_words(client, UNKNOWN_WORDS)
        return client
    if state == "paused":
        User.objects.filter(pk=held.user.pk).update(secret_tries=5, paused_until=timezone.now() + secret_code.PAUSE)
    elif state == "asleep":
        User.objects.filter(pk=held.user.pk).update(secret_tries=15)
    elif state == "put to rest":
        held.user.cards.update(paused_at=timezone.now())
    elif state == "replaced":
        issue_card(held.user, by=None)
    elif state == "closed account":
        User.objects.filter(pk=held.user.pk).update(is_active=False)
    elif state == "admin rights":
        User.objects.filter(pk=held.user.pk).update(is_superuser=True)
    show_words(client, held.words)
    return client


STATES = ["known", "paused", "asleep", "put to rest", "replaced", "closed account", "admin rights"]


@pytest.mark.parametrize("state", STATES)
def test_a_wrong_code_gets_the_same_answer_as_an_unknown_card(state, db):
    known, unknown = _wrong(state), _wrong("unknown")
    code_page, unknown_page = known.get(reverse("accounts:card_code")), unknown.get(reverse("accounts:card_code"))
    assert constant(code_page) == constant(unknown_page)
    answer, unknown_answer = give_code(known, OTHER_CODE), give_code(unknown, OTHER_CODE)
    assert answer.status_code == unknown_answer.status_code == 422
    assert NOT_THE_CODE in answer.content.decode().replace("&nbsp;", " ")
    assert constant(answer) == constant(unknown_answer)


@pytest.mark.parametrize("known", [True, False])
def test_the_tries_left_before_each_pause_are_counted_card_or_no_card(client, db, known):
    words, said = card_of().words if known else UNKNOWN_WORDS, []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(3):
            show_words(client, words)
            said += [give_code(client, OTHER_CODE).text for _ in range(6)]
            clock.shift(secret_code.PAUSE + datetime.timedelta(seconds=1))
    counted = [re.search(r"reste (\d) essai|(Attendez 15)|(30 jours\. Choisissez)", page) for page in said]
    told = [next(filter(None, found.groups())) for found in counted]
    pause = ["4", "3", "2", "1", "Attendez 15", "Attendez 15"]
    assert told == [*pause, *pause, *pause[:4], *["30 jours. Choisissez"] * 2]


@pytest.mark.parametrize("known", [True, False])
def test_each_wrong_code_says_that_the_card_may_be_an_old_one(client, db, known):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(3):
            show_words(client, card_of().words if known else UNKNOWN_WORDS)
            assert all("été remplacée" in give_code(client, OTHER_CODE).text for _ in range(5))
            clock.shift(secret_code.PAUSE + datetime.timedelta(seconds=1))


def test_errors_of_another_browser_are_not_told_at_the_door(client, db):
    held = card_of()
    enter(Client(), held, OTHER_CODE)
    assert NOT_THE_CODE in enter(client, held, OTHER_CODE).text


def test_the_right_code_forgets_the_errors(client, db):
    held = card_of()
    enter(client, held, OTHER_CODE)
    enter(client, held)
    assert "wrong_codes" not in client.session


def test_a_member_who_proves_who_they_are_is_told_the_exact_number(client, db):
    held = card_of()
    enter(Client(), held, OTHER_CODE)
    held.user.refresh_from_db()
    client.force_login(held.user)
    page = client.post(reverse("accounts:code"), {"code": OTHER_CODE}).text
    assert "Ce n’est pas le bon code. Il vous reste 3 essais. Prenez votre temps." in page


@pytest.mark.parametrize("state", [state for state in STATES if state != "known"])
def test_the_right_code_opens_nothing_with_a_card_that_does_not_work(state, db):
    client = _wrong(state)
    assert give_code(client, CODE).status_code == 422
    assert not is_signed_in(client)


def test_an_unknown_card_costs_one_hash_like_a_known_one(db, monkeypatch):
    hashed = []
    encode, verify = secret_code.hasher.encode, secret_code.hasher.verify
    monkeypatch.setattr(secret_code.hasher, "encode", lambda *args: hashed.append("encode") or encode(*args))
    monkeypatch.setattr(secret_code.hasher, "verify", lambda *args: hashed.append("verify") or verify(*args))
    unknown, paused, known = _wrong("unknown"), _wrong("paused"), _wrong("known")
    for client in (unknown, paused, known):
        hashed.clear()
        give_code(client, OTHER_CODE)
        assert len(hashed) == 1


def test_the_first_time_the_person_chooses_a_code(client, db):
    held = card_of(code=None)
    show_words(client, held.words)
    page = client.get(reverse("accounts:card_code"))
    assert "Choisir mon code secret" in page.content.decode()
    response = give_code(client, CODE, again=CODE)
    assert response.status_code == 302
    assert is_signed_in(client)
    assert enter(Client(), held).status_code == 302


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"code": "123456", "again": "123456"}, "facile à deviner"),
        ({"code": CODE, "again": OTHER_CODE}, "différents"),
        ({"code": "12", "again": "12"}, "six chiffres"),
        ({"code": "", "again": ""}, "À remplir"),
    ],
)
def test_an_invalid_first_code_is_explained_beside_the_field(data, said, client, db):
    held = card_of(code=None)
    show_words(client, held.words)
    response = client.post(reverse("accounts:card_code"), data)
    assert response.status_code == 422
    assert said in response.content.decode()
    held.user.refresh_from_db()
    assert held.user.secret_hash == ""
    assert not is_signed_in(client)


def test_two_people_with_the_same_new_card_choose_one_code(db):
    held, first, second = card_of(code=None), Client(), Client()
    show_words(first, held.words)
    show_words(second, held.words)
    give_code(first, CODE, again=CODE)
    response = give_code(second, OTHER_CODE, again=OTHER_CODE)
    assert response.status_code == 422, "the second is asked for the code, like anyone"
    assert not is_signed_in(second)


def test_a_person_who_prints_a_new_card_cannot_enter_nor_choose_a_code(client, db):
    held = card_of()
    _, words, _ = issue_card(held.user, by=person("Animation"))
    show_words(client, " ".join(words))
    assert "Choisir mon code secret" not in client.get(reverse("accounts:card_code")).content.decode()
    assert give_code(client, OTHER_CODE, again=OTHER_CODE).status_code == 422
    assert not is_signed_in(client)
    assert give_code(client, CODE).status_code == 302, "the old code works with the new card"


def test_the_code_page_without_a_card_asks_for_the_words(client, db):
    assert client.get(reverse("accounts:card_code")).url == reverse("accounts:card")
    assert client.post(reverse("accounts:card_code"), {"code": CODE}).url == reverse("accounts:card")


def test_a_card_shown_on_a_tablet_left_open_closes_the_other_session(client, db):
    enter(client, card_of())
    held = card_of()
    show_words(client, held.words)
    assert not is_signed_in(client)
    give_code(client, CODE)
    assert client.session["_auth_user_id"] == str(held.user.pk)


def test_sign_in_leads_to_the_page_asked_for_but_never_to_another_site(db):
    held = card_of()
    inside, outside = Client(), Client()
    show_words(inside, held.words, next="/passeport/")
    assert give_code(inside, CODE).url == "/passeport/"
    show_words(outside, held.words, next="https://exemple.org/")
    assert give_code(outside, CODE).url == "/"


def test_a_wrong_code_gets_the_same_advice_whatever_the_card(client, db):
    for words in (card_of().words, UNKNOWN_WORDS):
        show_words(client, words)
        assert "ou la carte est en pause" not in client.get(reverse("accounts:card_code")).text
        assert "ou la carte est en pause" in give_code(client, OTHER_CODE).text


def test_a_mistyped_word_is_named_without_telling_whether_a_card_exists(client, db):
    response = show_words(client, "abeile lune cousin lac")
    assert response.status_code == 422
    assert "abeille" in response.content.decode()
    assert "abeile lune cousin lac" in response.content.decode(), "what was typed is kept"


def test_the_limiter_answers_429(client, db, settings):
    settings.LIMITS = {"card": "1/m/ip,1/m/key"}
    assert show_words(client, UNKNOWN_WORDS).status_code == 302
    assert show_words(client, UNKNOWN_WORDS).status_code == 429


def test_whoever_has_seen_a_card_keeps_its_owner_out_of_no_other_network(client, db, settings):
    settings.LIMITS = {"card": "1/m/key"}
    held = card_of()
    for _ in range(2):
        seen = show_words(Client(REMOTE_ADDR="203.0.113.9"), held.words)
    assert seen.status_code == 429
    assert show_words(client, held.words).status_code == 302
    assert client.post(reverse("accounts:card_only")).status_code == 302


def test_an_address_of_ipv4_written_as_ipv6_has_a_limit_of_its_own(db, settings):
    settings.LIMITS = {"card": "1/m/ip"}
    calls = ["::ffff:198.51.100.1", "::ffff:198.51.100.2", "198.51.100.1"]
    tried = [show_words(Client(REMOTE_ADDR=call), UNKNOWN_WORDS).status_code for call in calls]
    assert tried == [302, 302, 429]


def test_the_progress_of_a_visitor_survives_sign_in(client, db):
    session = client.session
    session["something_of_the_visitor"] = ["leçon"]
    session.save()
    enter(client, card_of())
    assert client.session["something_of_the_visitor"] == ["leçon"]


def test_a_new_code_ends_the_other_sessions_and_keeps_this_one(client, db):
    held, inside = card_of(), Client()
    enter(inside, held)
    enter(client, held)
    client.post(reverse("accounts:code"), {"code": CODE})
    assert client.post(reverse("accounts:code"), {"code": OTHER_CODE, "again": OTHER_CODE}).status_code == 302
    assert client.get(reverse("passport:index")).status_code == 200
    assert inside.get(reverse("passport:index")).status_code == 302, "whoever knew the old code is out"
