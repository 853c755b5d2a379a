"""Words, tokens and fingerprints of cards."""

import pytest

from accounts.secret_code import card_words


def test_the_vocabulary_is_2048_plain_words():
    words = card_words.vocabulary()
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
    assert card_words.normalise(typed) == ["abeille", "lune", "cousin", "lac"]


def test_ligatures_are_spelt_out():
    assert card_words.normalise("Cœur") == ["coeur"]


def test_a_drawn_card_is_made_of_known_words():
    words = card_words.draw_words()
    assert len(words) == 4
    assert card_words.unknown_words(words) == []


def test_the_order_of_the_words_matters():
    assert card_words.words_fingerprint(["abeille", "lune"]) != card_words.words_fingerprint(["lune", "abeille"])


def test_a_fingerprint_depends_on_a_key_outside_the_database(settings):
    before = card_words.words_fingerprint(["abeille"])
    settings.CODE_KEY = "another"
    assert card_words.words_fingerprint(["abeille"]) != before


def test_a_mistyped_word_gets_the_closest_word():
    assert card_words.closest_word("abeile") == "abeille"
    assert card_words.closest_word("zzzzzz") is None
