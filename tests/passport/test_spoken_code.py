"""The spoken code of a share: six digits, typed as people type, bound to one share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passport import spoken_code
from tests.lib.test_typed import PASTED


def test_a_code_is_six_digits_even_when_it_begins_with_zeros(monkeypatch):
    monkeypatch.setattr(spoken_code.secrets, "randbelow", lambda _limit: 42)
    assert spoken_code.draw_code() == "000042"


def test_any_six_digits_may_be_drawn_and_no_more(monkeypatch):
    monkeypatch.setattr(spoken_code.secrets, "randbelow", lambda limit: limit - 1)
    assert spoken_code.draw_code() == "999999"


@pytest.mark.parametrize("typed", [*PASTED, " 402-118 "])
def test_a_code_may_be_typed_as_people_type(typed):
    assert spoken_code.clean_code(typed) == "402118"


@pytest.mark.parametrize("typed", ["", "40211", "4021189", "40211a", "\x00402118"])
def test_what_is_not_six_digits_is_no_code(typed):
    assert spoken_code.clean_code(typed) == ""


@given(st.text(max_size=200))
def test_cleaning_a_code_never_fails(typed):
    assert spoken_code.clean_code(typed) == "" or spoken_code.clean_code(typed).isdecimal()


def test_the_same_code_of_two_shares_has_two_fingerprints(settings):
    one = spoken_code.code_fingerprint("a" * 64, "123456")
    assert one != spoken_code.code_fingerprint("b" * 64, "123456")
    settings.CODE_KEY = "another key altogether"
    assert one != spoken_code.code_fingerprint("a" * 64, "123456")
