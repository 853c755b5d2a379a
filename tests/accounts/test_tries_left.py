"""What is said after a wrong code: the tries left, the pause of fifteen minutes, the sleep after fifteen errors."""

import datetime

import pytest
import time_machine
from django.http import HttpRequest

from accounts.secret_code import rules as secret_code
from accounts.secret_code import tries_left
from tests.accounts.kit import card_of

QUARTER = datetime.timedelta(minutes=15)
COUNTED = ["4 essais", "3 essais", "2 essais", "1 essai,"]


@pytest.fixture
def request_here() -> HttpRequest:
    request = HttpRequest()
    request.session = {}
    return request


def test_at_the_door_fourteen_errors_are_counted_then_the_code_sleeps(request_here):
    with time_machine.travel(0, tick=False) as clock:
        for pause in range(3):
            for left in COUNTED:
                assert f"Il vous reste {left}" in tries_left.at_the_door(request_here, "a card")
            said = tries_left.at_the_door(request_here, "a card")
            assert ("15 erreurs" if pause == 2 else "Attendez 15 minutes") in said
            clock.shift(QUARTER)
        for _ in range(2):
            assert "15 erreurs" in tries_left.at_the_door(request_here, "a card"), "however long one waits"


def test_during_the_pause_an_error_says_to_wait_and_is_not_counted(request_here):
    with time_machine.travel(0, tick=False) as clock:
        for _ in range(5):
            tries_left.at_the_door(request_here, "a card")
        for seconds in (1, 898):
            clock.shift(datetime.timedelta(seconds=seconds))
            assert "Attendez 15 minutes" in tries_left.at_the_door(request_here, "a card")
        clock.shift(datetime.timedelta(seconds=1))
        assert "Il vous reste 4 essais" in tries_left.at_the_door(request_here, "a card")


def test_another_card_begins_its_own_count(request_here):
    for key in ("a card", "another"):
        assert "4 essais" in tries_left.at_the_door(request_here, key)
    for _ in range(5):
        tries_left.at_the_door(request_here, "another")
    assert "4 essais" in tries_left.at_the_door(request_here, "a card")


def test_the_right_code_forgets_what_was_counted(request_here):
    tries_left.at_the_door(request_here, "a card")
    tries_left.forget(request_here)
    assert "4 essais" in tries_left.at_the_door(request_here, "a card")


def test_a_member_is_told_what_the_database_says_now(db):
    user = card_of().user
    with time_machine.travel(0, tick=False) as clock:
        for errors in range(1, 16):
            secret_code.attempt(type(user).objects.get(pk=user.pk), "111222")
            said = tries_left.of_member(user)
            expected = "15 erreurs" if errors == 15 else "Attendez 15 minutes" if errors % 5 == 0 else "Il vous reste"
            assert expected in said, errors
            clock.shift(QUARTER)
