"""The rescue code: offered, made, printed once, used once, and by nobody else."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.groups.cards import issue_card
from accounts.models import LoginCard, User
from accounts.recovery import rescue_code
from accounts.secret_code import rules as secret_code
from lib import printed
from tests.accounts.kit import (
    CODE,
    OTHER_CODE,
    OTHER_PICTURES,
    card_of,
    enter,
    give_code,
    is_signed_in,
    press,
    show_words,
)

MAKE, SHEET = reverse("accounts:rescue"), reverse("accounts:rescue_sheet")
HOME = reverse("accounts:home")
FORGOTTEN, NEW = reverse("accounts:forgotten_code"), reverse("accounts:rescue_code")
WRONG = "abeille abeille abeille abeille abeille abeille"
PRIVATE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def held(db):
    return card_of()


@pytest.fixture
def words(held) -> str:
    return " ".join(rescue_code.make(held.user))


def give(client: Client, held, words: str):
    show_words(client, held.words)
    return client.post(FORGOTTEN, {"words": words})


def test_a_first_use_is_a_card_a_code_and_the_home(client, db):
    held = card_of(code=None)
    assert show_words(client, held.words).url == reverse("accounts:card_code")
    home = give_code(client, CODE, again=CODE)
    assert home.url == "/"
    assert "Votre code est gardé." in client.get("/compte/").text


def test_the_rescue_code_is_offered_from_the_second_visit_then_once_a_month(client, db):
    held = card_of(code=None)
    show_words(client, held.words)
    give_code(client, CODE, again=CODE)
    again = Client()
    show_words(again, held.words, next="/passeport/")
    assert give_code(again, CODE).url == MAKE
    assert again.post(MAKE, {"later": "1"}).url == "/passeport/"
    with time_machine.travel(timezone.now() + datetime.timedelta(days=29)):
        assert enter(Client(), held).url == "/"
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        assert enter(Client(), held).url == MAKE


def test_the_rescue_code_is_shown_for_ten_minutes_after_it_is_made(client, db):
    held = card_of(code=None)
    with time_machine.travel(0, tick=False) as clock:
        show_words(client, held.words, next="/passeport/")
        give_code(client, CODE, again=CODE)
        assert client.get(MAKE).status_code == 200
        assert client.post(MAKE, {"make": "1"}).url == SHEET, "the code was given a minute ago: not asked again"
        page = client.get(SHEET)
        shown = re.search(r'class="paper-words">([^<]+)<', page.text).group(1).split()
        assert len(shown) == 6
        assert "<title>Feuille à garder</title>" in page.text, "what is printed names no site"
        assert User.objects.get().rescue_hash == rescue_code.words_fingerprint(shown)
        assert not all(word in str(dict(client.session)) for word in shown), "sealed"
        clock.shift(printed.MINUTES * 60 + 1)
        assert " ".join(shown) not in client.get(SHEET).text
        assert "disparu" in client.get(SHEET).text


def test_ten_more_minutes_are_given_as_often_as_asked_but_not_once_the_page_is_gone(client, db):
    held = card_of(code=None)
    with time_machine.travel(0, tick=False) as clock:
        show_words(client, held.words, next="/passeport/")
        give_code(client, CODE, again=CODE)
        client.post(MAKE, {"make": "1"})
        for _ in range(3):
            clock.shift(printed.MINUTES * 60 - 60)
            assert client.post(SHEET, {"more": "1"}).url == SHEET
            assert "paper-words" in client.get(SHEET).text
        clock.shift(printed.MINUTES * 60 + 1)
        client.post(SHEET, {"more": "1"})
        assert "disparu" in client.get(SHEET).text


def test_words_put_away_are_shown_no_more_and_the_member_goes_on(client, db):
    held = card_of()
    User.objects.update(rescue_offered_on=None)
    show_words(client, held.words, next="/passeport/")
    give_code(client, CODE)
    client.post(MAKE)
    assert client.post(SHEET).url == "/passeport/"
    assert "disparu" in client.get(SHEET).text


def test_the_account_page_says_that_the_rescue_code_is_ready(client, held):
    enter(client, held)
    assert client.post(MAKE, {"later": "1"}).url == HOME
    client.post(MAKE)
    assert client.post(SHEET).url == HOME
    assert "Vos mots de secours sont prêts" in client.get(HOME).text
    assert "Garder celui que j’ai" in client.get(MAKE).text


def test_the_button_pressed_twice_makes_one_rescue_code(client, db):
    held = card_of(code=None)
    enter(client, held)
    give_code(client, CODE, again=CODE)
    client.post(MAKE)
    first = User.objects.get().rescue_hash
    client.post(MAKE)
    assert User.objects.get().rescue_hash == first


def test_a_tablet_left_open_makes_no_rescue_code(client, held):
    with time_machine.travel(0, tick=False) as clock:
        enter(client, held)
        clock.shift(301)
        ask = client.post(MAKE)
        assert ask.url.startswith(reverse("account_reauthenticate"))
        assert User.objects.get().rescue_hash == ""
        assert client.post(ask.url, {"proof": OTHER_CODE}).status_code == 422
        assert client.post(ask.url, {"proof": CODE}).url == MAKE
        assert client.post(MAKE).url == SHEET


def test_a_new_rescue_code_replaces_the_first(held, words):
    rescue_code.make(held.user)
    assert give(Client(), held, words).status_code == 422


def test_six_words_and_a_new_code_let_the_owner_in(client, held, words):
    assert give(client, held, words.upper().replace(" ", " - ")).url == NEW
    assert not is_signed_in(client)
    assert client.post(NEW, {"code": "123456", "again": "123456"}).status_code == 422
    assert client.post(NEW, {"code": OTHER_CODE, "again": OTHER_CODE}).url == MAKE, "another one is offered"
    assert is_signed_in(client)
    assert enter(Client(), held, OTHER_CODE).status_code == 302
    assert enter(Client(), held, CODE).status_code == 422


def test_the_new_code_may_be_in_pictures(client, held, words):
    give(client, held, words)
    press(client, NEW, OTHER_PICTURES)
    assert press(client, NEW, OTHER_PICTURES).status_code == 302
    assert is_signed_in(client)


def test_a_rescue_code_cannot_be_used_twice(held, words):
    first, second = Client(), Client()
    give(first, held, words)
    give(second, held, words)
    first.post(NEW, {"code": OTHER_CODE, "again": OTHER_CODE})
    assert second.post(NEW, {"code": "902846", "again": "902846"}).url == FORGOTTEN
    assert not is_signed_in(second)
    assert give(Client(), held, words).status_code == 422
    assert enter(Client(), held, OTHER_CODE).status_code == 302


def test_words_without_a_new_code_change_nothing(client, held, words):
    give(client, held, words)
    assert enter(Client(), held).status_code == 302
    assert give(Client(), held, words).url == NEW


def test_using_the_rescue_code_ends_the_other_sessions(client, held, words):
    other = Client()
    enter(other, held)
    give(client, held, words)
    client.post(NEW, {"code": OTHER_CODE, "again": OTHER_CODE})
    assert other.get(reverse("accounts:home")).status_code == 302
    assert client.get(reverse("accounts:home")).status_code == 200


def test_the_rescue_code_wakes_a_card_that_wrong_codes_put_to_sleep(client, held, words):
    User.objects.filter(pk=held.user.pk).update(secret_tries=secret_code.MOST_TRIES)
    LoginCard.objects.update(paused_at=timezone.now())
    assert enter(Client(), held).status_code == 422
    give(client, held, words)
    client.post(NEW, {"code": OTHER_CODE, "again": OTHER_CODE})
    assert is_signed_in(client)
    assert enter(Client(), held, OTHER_CODE).status_code == 302


def test_the_rescue_code_does_not_wake_a_card_that_a_helper_paused(client, held, words):
    LoginCard.objects.update(paused_at=timezone.now())
    assert give(client, held, words).status_code == 422


def test_the_rescue_code_works_with_a_new_card_not_with_the_old_one(held, words):
    _, new_words, _ = issue_card(held.user, by=None)
    assert give(Client(), held, words).status_code == 422
    client = Client()
    show_words(client, " ".join(new_words))
    assert client.post(FORGOTTEN, {"words": words}).url == NEW


def test_the_rescue_code_opens_only_the_account_of_its_owner(client, held, words):
    assert give(client, card_of(), words).status_code == 422


def test_a_person_with_admin_rights_cannot_use_a_rescue_code(client, held, words):
    User.objects.filter(pk=held.user.pk).update(is_superuser=True)
    assert give(client, held, words).status_code == 422


def test_known_and_unknown_cards_with_and_without_one_answer_alike(held, words):
    pages = set()
    for card_words in (held.words, card_of().words, "abeille abeille abeille abeille"):
        client = Client()
        show_words(client, card_words)
        shown, answer = client.get(FORGOTTEN), client.post(FORGOTTEN, {"words": WRONG})
        assert answer.status_code == 422
        pages.add((PRIVATE.sub("", shown.text), PRIVATE.sub("", answer.text)))
    assert len(pages) == 1


def test_a_card_without_a_rescue_code_accepts_none(client, held):
    show_words(client, held.words)
    for given in (WRONG, "", " "):
        assert client.post(FORGOTTEN, {"words": given}).status_code == 422
    assert not rescue_code.is_right(held.user, "")
    assert not rescue_code.is_right(held.user, rescue_code.words_fingerprint([]))


def test_guesses_are_limited_for_known_and_unknown_cards(held, words, monkeypatch):
    monkeypatch.setattr(rescue_code, "MOST_TRIES", 10)
    for card_words in (held.words, "abeille abeille abeille abeille"):
        statuses = []
        for _ in range(rescue_code.MOST_TRIES + 1):
            client = Client()
            show_words(client, card_words)
            statuses.append(client.post(FORGOTTEN, {"words": WRONG}).status_code)
        assert statuses == [*[422] * rescue_code.MOST_TRIES, 429]


def test_whoever_holds_the_card_does_not_keep_its_owner_from_their_words(held, words, settings):
    settings.LIMITS = {"rescue": "10/h/key"}
    for number in range(24):
        other = Client(REMOTE_ADDR=f"198.51.100.{number % 2}")
        show_words(other, held.words)
        other.post(FORGOTTEN, {"words": WRONG})
    owner = Client(REMOTE_ADDR="192.0.2.10")
    assert give(owner, held, words).status_code == 302


def test_a_new_card_gives_no_guess_back(client, held, monkeypatch):
    monkeypatch.setattr(rescue_code, "MOST_TRIES", 10)
    for _ in range(rescue_code.MOST_TRIES):
        assert rescue_code.take_a_try(held.user, "")
    show_words(client, card_of(held.user).words)
    assert client.post(FORGOTTEN, {"words": WRONG}).status_code == 429


def test_guesses_of_an_address_are_limited(held, words, settings):
    settings.LIMITS = {"rescue": "1/m/ip"}
    client = Client()
    show_words(client, held.words)
    assert [client.post(FORGOTTEN, {"words": WRONG}).status_code for _ in range(2)] == [422, 429]


@pytest.mark.parametrize(("typed", "said"), [("abeille lune", "six mots"), ("abeile " * 6, "abeille")])
def test_a_mistyped_word_is_named_and_the_words_stay_in_the_field(typed, said, client, held):
    answer = give(client, held, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert typed.strip() in answer.text


def test_without_a_card_shown_the_page_asks_for_the_card(client, db):
    for page in (FORGOTTEN, NEW):
        assert client.get(page, follow=True).redirect_chain[-1][0] == reverse("accounts:card")


def test_without_the_six_words_no_new_code_is_chosen(client, held, words):
    show_words(client, held.words)
    assert client.post(NEW, {"code": OTHER_CODE, "again": OTHER_CODE}).url == FORGOTTEN
    assert enter(Client(), held).status_code == 302
