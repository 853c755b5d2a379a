"""Words, tokens and fingerprints of cards."""

import pytest

from accounts import cards


def test_the_vocabulary_is_2048_plain_words():
    words = cards.vocabulary()
    assert len(words) == len(set(words)) == 2048
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)


@pytest.mark.parametrize(
    "typed",
    [
        "abeille lune cousin lac",
        "  Abeille   LUNE\tcousin lac ",
        "abeille-lune-cousin-lac",
        "àbeille, lûne; cousin. lac",
    ],
)
def test_words_are_read_whatever_the_typing(typed):
    assert cards.normalise(typed) == ["abeille", "lune", "cousin", "lac"]


def test_ligatures_are_spelt_out():
    assert cards.normalise("Cœur") == ["coeur"]


def test_a_drawn_card_is_made_of_known_words():
    words = cards.draw_words()
    assert len(words) == 4
    assert cards.unknown_words(words) == []


def test_the_order_of_the_words_matters():
    assert cards.words_fingerprint(["abeille", "lune"]) != cards.words_fingerprint(["lune", "abeille"])


def test_a_fingerprint_depends_on_a_key_outside_the_database(settings):
    before = cards.words_fingerprint(["abeille"])
    settings.CODE_KEY = "another"
    assert cards.words_fingerprint(["abeille"]) != before


def test_a_slip_gets_the_closest_word():
    assert cards.closest_word("abeile") == "abeille"
    assert cards.closest_word("zzzzzz") is None
