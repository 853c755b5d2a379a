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


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u2800", "\u3164", "\u00ad", "\ufe0f", "\u2060", "\u202e", "\u0301", ".", "\u00a0"]
)
def test_a_name_that_nobody_can_see_is_no_name(sign):
    assert typed.name(sign) == typed.name(sign * 3) == ""


def test_an_address_whose_domain_is_none_comes_back_as_it_is():
    label = "x" * 64  # a label of a domain has 63 characters at most
    assert typed.address(f" Nour@{label}.FR ") == f"nour@{label}.fr"
    assert typed.login(f"Nour@{label}.fr") == f"nour@{label}.fr"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nour\N{RIGHT-TO-LEFT OVERRIDE}", "Nour"),
        ("\N{LEFT-TO-RIGHT ISOLATE}Nour\N{POP DIRECTIONAL ISOLATE}", "Nour"),
        ("No\N{ZERO WIDTH JOINER}ur\N{VARIATION SELECTOR-16}", "Nour"),
        ("👩\N{ZERO WIDTH JOINER}Nour", "👩Nour"),
        ("Nour\N{ZERO WIDTH JOINER}👩", "Nour👩"),
        ("  Marie-Ève  d’A. ", "Marie-Ève d’A."),
        *(
            (same, same)
            for same in ("نور", "مهرداد", "علی‌رضا", "क्‍ष", "🌻", "👩‍🌾", "👩🏽‍🌾", "❤️", "🏳️‍🌈", "👍🏽", "1️⃣", "7")
        ),
        (
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
    ],
)
def test_a_name_keeps_what_is_drawn_and_loses_what_hides(text, name):
    assert typed.name(text) == name


@given(st.text(max_size=60))
def test_a_name_is_cleaned_once(text):
    assert typed.name(typed.name(text)) == typed.name(text)
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(typed.name(text))


@pytest.mark.parametrize(
    "read", [typed.without_hidden, typed.code, typed.identity, typed.identifier, typed.address, typed.login, typed.name]
)
def test_what_is_too_long_is_not_read_sign_by_sign(read):
    """A megabyte of dashes took a second of the processor, for whoever knew no more than the address of a door."""
    for text in (" A" * typed.LONGEST, "-" * (typed.LONGEST + 1)):
        assert read(text) == text
    short = " A" + "\N{ZERO WIDTH SPACE}" * (typed.LONGEST - 2)
    assert read(short) != short
    assert not typed.mixes_alphabets("М. Martin" * typed.LONGEST)


@pytest.mark.parametrize(
    "letter", ["\N{CYRILLIC CAPITAL LETTER EM}", "\N{ARMENIAN CAPITAL LETTER OH}", "\N{LISU LETTER PA}"]
)
def test_two_alphabets_that_look_alike_are_mixed_and_one_is_not(letter):
    assert typed.mixes_alphabets(f"{letter}artin")
    assert not typed.mixes_alphabets(letter * 3)
    assert not typed.mixes_alphabets(f"{letter} 美 7")
