"""The secret code: strength, tries, pause, sleep."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.groups.cards import issue_card
from accounts.models import User
from accounts.purge import purge
from accounts.secret_code import plain_digits
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import CODE, card_of

WRONG = "111222"


@pytest.mark.parametrize(
    "code",
    ["000000", "777777", "123456", "654321", "890123", "121212", "123123", "112233", "001001", "010190", "311299"],
)
def test_codes_that_are_easy_to_guess_are_refused_in_plain_words(code):
    with pytest.raises(ValidationError, match=r"deviner"):
        secret_code.check_strength(code)


@pytest.mark.parametrize(
    "code",
    [
        *("159753", "357951", "147258", "258147", "789456", "123654", "852456", "147852", "102030", "696969", "246802"),
        *("123321", "112211", "290966"),
        *("140785", "071485", "850714", "851231", "010203"),
    ],
)
def test_common_codes_walks_on_the_keypad_and_dates_in_any_order_are_refused(code):
    with pytest.raises(ValidationError, match=r"deviner"):
        secret_code.check_strength(code)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("two digits", ("181881", "992292", "333033")),
        ("a regular step", ("814703", "531975")),
        ("three digits twice", ("506506", "842842")),
        ("three pairs", ("776633", "440088")),
        ("three digits, then back", ("608806", "924429")),
        ("a walk from key to key", ("074865", "099562")),
        ("two straight lines", ("852888", "123951", "963888")),
        ("common", ("484066", "181920")),
    ],
)
def test_each_kind_of_plain_code_is_refused_by_its_own_rule(kind, codes):
    """No other rule refuses these, and they are no dates."""
    for code in codes:
        assert plain_digits.is_plain(code), kind
        assert not plain_digits.is_a_date(code)


@pytest.mark.parametrize("code", ["320190", "311399", "000190", "010090", "013290", "903200", "901241"])
def test_no_day_nor_month_beyond_those_of_the_calendar_makes_a_date(code):
    assert not plain_digits.is_a_date(code)


@pytest.mark.parametrize("code", ["310190", "011290", "010190", "013190", "900131", "901231", "901201"])
def test_the_first_and_the_last_days_and_months_make_a_date(code):
    assert plain_digits.is_a_date(code)


def test_every_common_code_is_refused_and_most_codes_remain():
    common = plain_digits._common()
    assert len(common) > 600
    assert all(plain_digits.is_plain(code) for code in common)
    every = [f"{number:06}" for number in range(0, 1_000_000, 37)]
    kept = [code for code in every if not plain_digits.is_plain(code) and not plain_digits.is_a_date(code)]
    assert len(kept) > 0.8 * len(every)


@pytest.mark.parametrize("code", [CODE, "735061", "902846"])
def test_other_codes_are_accepted(code):
    secret_code.check_strength(code)


def test_what_is_kept_is_argon2id_of_an_hmac_even_under_fast_test_hashers(settings, true_cost):
    kept = secret_code.make(CODE)
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert secret_code.matches(CODE, kept)
    settings.CODE_KEY = "stolen database, other key"
    assert not secret_code.matches(CODE, kept)


def _state(user):
    user.refresh_from_db()
    return user.secret_tries, user.paused_until is not None


def test_five_wrong_codes_impose_fifteen_minutes(db):
    user = card_of().user
    with time_machine.travel(0, tick=False) as clock:
        assert [secret_code.attempt(user, WRONG) for _ in range(5)] == [False] * 5
        assert _state(user) == (5, True)
        assert not secret_code.attempt(user, CODE), "the right code waits too"
        clock.shift(datetime.timedelta(minutes=15))
        assert secret_code.attempt(user, CODE)
    assert _state(user) == (0, False)


def _spend(user, clock) -> int:
    """Try a wrong code until no try is left, whatever is waited; return how many were compared."""
    before = User.objects.get(pk=user.pk).secret_tries
    for _ in range(20):
        secret_code.attempt(user, WRONG)
        clock.shift(datetime.timedelta(minutes=16))
    return User.objects.get(pk=user.pk).secret_tries - before


def test_fifteen_wrong_codes_put_the_card_to_sleep_for_thirty_days_whatever_is_printed(db):
    held = card_of()
    with time_machine.travel(0, tick=False) as clock:
        assert _spend(held.user, clock) == 15
        held.card.refresh_from_db()
        assert held.card.paused_at is not None
        assert not secret_code.attempt(held.user, CODE)
        clock.shift(datetime.timedelta(days=2))
        card, _, _ = issue_card(held.user, by=None)
        assert card.paused_at is None, "a new card is awake"
        assert _spend(held.user, clock) == 0, "and gives no try back"
        assert not secret_code.attempt(held.user, CODE)
        clock.shift(datetime.timedelta(days=28))
        assert secret_code.attempt(held.user, CODE)
    assert _state(held.user) == (0, False)


def test_printing_cards_gives_no_more_guesses(db):
    user = card_of().user
    with time_machine.travel(0, tick=False) as clock:
        compared = 0
        for _ in range(4):
            issue_card(user, by=None)
            for _ in range(4):
                secret_code.attempt(user, WRONG)
            compared = User.objects.get(pk=user.pk).secret_tries
            clock.shift(datetime.timedelta(minutes=3))
        assert compared == 5, "the pause outlives the card"
        assert not secret_code.attempt(user, CODE)
        clock.shift(secret_code.PAUSE)
        assert secret_code.attempt(user, CODE)


def test_wrong_codes_far_apart_are_counted_together(db):
    user = card_of().user
    with time_machine.travel(0, tick=False) as clock:
        for _ in range(15):
            secret_code.attempt(user, WRONG)
            clock.shift(datetime.timedelta(days=29))
        assert not secret_code.attempt(user, CODE)
        clock.shift(datetime.timedelta(days=1))
        assert not secret_code.attempt(user, WRONG)
    assert _state(user) == (1, False), "thirty days without a try make them new"


def test_a_sleeping_card_wakes_by_itself_after_thirty_days(db):
    held = card_of()
    with time_machine.travel(0, tick=False) as clock:
        _spend(held.user, clock)
        purge()
        held.card.refresh_from_db()
        assert held.card.paused_at is not None
        clock.shift(secret_code.REST)
        purge()
        held.card.refresh_from_db()
        assert held.card.paused_at is None
        assert secret_code.attempt(held.user, CODE)


def test_the_last_try_before_sleep_may_be_the_right_one(db):
    user = card_of().user
    User.objects.filter(pk=user.pk).update(secret_tries=14)
    assert secret_code.attempt(user, CODE)
    assert _state(user) == (0, False)


def test_no_code_is_compared_for_a_person_without_one(db, monkeypatch):
    user = card_of(code=None).user
    monkeypatch.setattr(secret_code, "matches", lambda *_: True)
    assert not secret_code.attempt(user, CODE)


def test_only_one_of_two_people_chooses_the_first_code(db):
    user = card_of(code=None).user
    assert secret_code.choose_first(user, CODE)
    assert not secret_code.choose_first(user, "735061")
    assert secret_code.attempt(user, CODE)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_simultaneous_wrong_codes_five_are_compared(monkeypatch):
    user = card_of().user
    evaluated, lock, verify = [], Lock(), secret_code.hasher.verify

    def counting(code: str, kept: str) -> bool:
        with lock:
            evaluated.append(code)
        return verify(code, kept)

    monkeypatch.setattr(secret_code.hasher, "verify", counting)

    def guess(_: int) -> bool:
        try:
            return secret_code.attempt(user, WRONG)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=25) as pool:
        answers = list(pool.map(guess, range(50)))
    assert not any(answers)
    assert len(evaluated) == 5
    assert _state(user) == (5, True)
