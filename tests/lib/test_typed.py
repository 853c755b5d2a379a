"""What people type or paste: read alike at every door."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import typed

PASTED = [
    "402118",
    "402 118",
    "402-118",
    "402.118",
    "402/118",
    "402,118",
    "402\N{NO-BREAK SPACE}118",
    "402\N{NARROW NO-BREAK SPACE}118",
    "402\N{ZERO WIDTH SPACE}118",
    "402\N{WORD JOINER}118",
    "\N{ZERO WIDTH NO-BREAK SPACE}402118",
    "\N{LEFT-TO-RIGHT OVERRIDE}402118\N{POP DIRECTIONAL FORMATTING}",
    "402\N{NON-BREAKING HYPHEN}118",
    "402\N{MINUS SIGN}118",
    "402\N{EN DASH}118",
    "402\N{SOFT HYPHEN}118",
    "402118\r\n",
    "402118\N{VARIATION SELECTOR-16}",
    "٤٠٢١١٨",
    "۴۰۲۱۱۸",
    "４０２１１８",
    "४०२११८",
]


@pytest.mark.parametrize("text", PASTED)
def test_a_code_forgives_what_nobody_sees(text):
    assert typed.code(text) == "402118"


@pytest.mark.parametrize("text", ["40211a", "40211", "4021189", "\x00402118", "40+118"])
def test_a_code_forgives_nothing_that_is_seen(text):
    assert typed.code(text) != "402118"


@pytest.mark.parametrize(
    "text", ["p-7kq2-m4xd", "P-7KQ2-M4XD", "p\N{NON-BREAKING HYPHEN}7kq2-m4\N{ZERO WIDTH SPACE}xd", " p−7kq2–m4xd\n"]
)
def test_an_identifier_is_read_as_it_is_printed(text):
    assert typed.login(text) == "p-7kq2-m4xd"


@given(st.text(max_size=200))
def test_what_is_typed_is_always_read(text):
    assert not any(each.isspace() for each in typed.code(text))
    assert typed.login(text).isascii()
    assert not any(unicodedata.category(each) == "Cf" for each in typed.without_hidden(text))
