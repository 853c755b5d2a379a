"""Fingerprints and tokens: a value stored by an earlier version is still recognised."""

import pytest
from cryptography.fernet import Fernet

from accounts.recovery.rescue_code import words_fingerprint as rescue_fingerprint
from accounts.secret_code.card_words import words_fingerprint
from accounts.secret_code.rules import SECRET_CODE
from accounts.secret_code.second_slip import words_fingerprint as slip_fingerprint
from content.practices.questions.rules import WORDS as QUESTION_WORDS
from lib.secrets import draw_token, fingerprint, same, seal, token_fingerprint, unseal
from passport.peer_offers.rules import OFFER_REF, SEEN_WORDS
from passport.spoken_code import code_fingerprint

WORDS = ["eclair", "lune", "coeur", "pomme"]
# Recorded before the purposes had names: cards, codes and questions kept since then are compared with these bytes.
RECORDED = {
    "card words": "9c6b25fa36d6d70821f73a75cfa13252411d932389a0e8d4f8de783638611dd5",
    "rescue words": "0a390f70ee61eeeba556a3b42dbee692d1f2e195882da8f583138511396dc3d7",
    "secret code in digits": "132b6f29912322b0652101e2deabfaf3f32a7475563185d93b5035180c506738",
    "secret code in pictures": "c368a2583f1e764745b0501131baf6a60615cf5966ab3a88fdde1aed1cf77d10",
    "spoken code": "aade8b8ea862dd74332d33b3b3c2acd184113fcb719b22fb4b853609b6fb9c02",
    "offer": "e1dedfc3f2c66dd1e9389e6d5fd24c82",
    "seen words": "16f51e7794b447b4b558062227c0b547f7862c16ce9310bd6f656c20175463f7",
    "slip words": "836cb98b57aac6349a3598eddd1e01b5cc59b8a85cb37b7ca36a674825ee3988",
    "question words": "9a1789ae342a96e29bcb1c8d426077e0693462964f55b42f094a3931f5591336",
}


def test_each_purpose_gives_the_bytes_that_were_recorded():
    assert {
        "card words": words_fingerprint(WORDS),
        "rescue words": rescue_fingerprint([*WORDS, "velo", "chat"]),
        "secret code in digits": fingerprint(SECRET_CODE, "480925"),
        "secret code in pictures": fingerprint(SECRET_CODE, "images:chat lune velo pomme"),
        "spoken code": code_fingerprint("a" * 64, "123456"),
        "offer": fingerprint(OFFER_REF, "7:9")[:32],
        "seen words": fingerprint(SEEN_WORDS, " ".join(WORDS)),
        "slip words": slip_fingerprint([*WORDS, "velo", "chat"]),
        "question words": QUESTION_WORDS.fingerprint(WORDS),
    } == RECORDED


def test_a_question_draws_the_words_that_were_recorded():
    assert QUESTION_WORDS.draw("k" * 22, "Ma question ?", 1) == ["cage", "hamster", "domaine", "planche"]


def test_a_fingerprint_depends_on_its_purpose_and_on_the_key(settings):
    before = fingerprint(OFFER_REF, "7:9")
    assert before != fingerprint(SEEN_WORDS, "7:9")
    settings.CODE_KEY = "another"
    assert before != fingerprint(OFFER_REF, "7:9")


def test_a_token_holds_128_bits_and_never_comes_twice():
    made = {draw_token() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(token) for token in made} == {22}
    assert len(set("".join(made))) ** 22 >= 2**128


def test_a_token_holds_no_sign_that_a_chat_or_an_eye_takes_for_another():
    assert set("".join(draw_token() for _ in range(1000))).isdisjoint("_-0O1lI")


def test_a_token_is_found_again_by_the_hash_that_was_recorded():
    assert token_fingerprint("t" * 22) == "b1e86281a8ae6b3964ba6d2dcf7afe49255cef7506dc4fb679dec263a6e541f0"


@pytest.mark.parametrize(("one", "other"), [("é", "e"), ("a", "ab"), ("", "a")])
def test_fingerprints_that_differ_compare_without_failing(one, other):
    assert not same(one, other)
    assert same(one, one)


def test_what_is_sealed_is_read_with_the_keys_of_the_seal_alone(settings):
    value = {"text": "Bonjour", "facts": [1, None]}
    sealed = seal(value)
    assert "Bonjour" not in sealed
    assert unseal(sealed) == value
    first = settings.PASSPORT_KEYS
    settings.PASSPORT_KEYS = [Fernet.generate_key().decode(), *first]
    assert unseal(sealed) == value, "an older key still reads"
    settings.PASSPORT_KEYS = [Fernet.generate_key().decode()]
    for unreadable in (sealed, "", "never sealed"):
        assert unseal(unreadable) is None
