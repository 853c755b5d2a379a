"""The words of the search, without a database."""

import pytest

from content.search.words import LONGEST_WORD, folds, stems


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("formation", "Formations"),
        ("tresorerie", "TRÉSORERIE"),
        ("l’assemblée", "assemblées"),
        ("oeuvre", "œuvres"),
        ("décidé", "décider"),
        ("élue", "élus"),
        ("fatigue", "fatiguées"),
        ("je suis fatigué", "elle était très fatiguée"),
        ("Saint-Étienne", "saint etienne"),
        ("qu'il décide", "décidé"),
    ],
)
def test_two_spellings_give_the_same_words(asked, written):
    assert stems(asked) == stems(written)


@pytest.mark.parametrize(("one", "other"), [("curatelle", "tutelle"), ("bureau", "banque"), ("droit", "adroit")])
def test_two_meanings_give_different_words(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize("said", ["Quand ça ne va pas", "ÇA", "c\N{COMBINING CEDILLA}a"])
def test_the_word_for_that_is_not_the_board(said):
    assert stems("CA") == ["ca"]
    assert "ca" not in stems(said)
    assert "ca" in folds("ça"), "a title is still found as it is typed"


@pytest.mark.parametrize("text", ["", "   ", '"', "\x00", "😀", "( ) * : ^ - AND", "‮", "’"])
def test_what_is_left_is_letters_and_digits_only(text):
    assert all(word.isalnum() for word in [*stems(text), *folds(text)])


def test_a_folded_beginning_begins_the_folded_word():
    assert folds("La trésorerie")[1].startswith(folds("trésor")[0])


def test_a_long_word_is_cut():
    assert [len(word) for word in folds("a" * 10_000)] == [LONGEST_WORD]
