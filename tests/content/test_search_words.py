"""The words of the search, without a database."""

import pytest

from content.search.words import LONGEST_WORD, asked, folds, stems


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


SAME = [
    ("trésorière", "trésorier"),
    ("trésorières", "trésoriers"),
    ("présidente", "président"),
    ("président(e)", "président"),
    ("président·e", "président"),
    ("salarié·e", "salarié"),
    ("bénévole(s)", "bénévoles"),
    ("adhérent·e·s", "adhérents"),
    ("adhérent(e)s", "adhérents"),
    ("adhérent.e.s", "adhérents"),
    ("adhérent-e-s", "adhérents"),
    ("professionnel(le)s", "professionnels"),
    ("ferronnière", "ferronnier·ère"),
    ("trésorier/ère", "trésorière"),
    ("animatrice", "animateur"),
    ("directrice", "directeur"),
    ("tutrice", "tuteur"),
    ("administratrice", "administrateurs"),
    ("collective", "collectif"),
    ("A.G.", "AG"),
    ("G.E.M", "GEM"),
    ("AMAP", "A.M.A.P."),
    ("email", "e-mail"),
    ("e mails", "E-mail"),
    ("élus", "élire"),
    ("élue", "ils élisent"),
    ("coordination", "coor\u00addi\u00adna\u00adtion"),
    ("asso\u00adciation", "association"),
    ("associa\u200btion", "associa\u2060tion"),
    ("\ufeffassociation", "asso\ufeffciation"),
    ("12345", "12\u202f345"),
    ("2 000", "2000"),
    ("2\u00a0000 €", "2000"),
    ("1 234 567", "1234567"),
    ("01 23 45 67 89", "0123456789"),
    ("01.23.45.67.89", "+33 1 23 45 67 89"),
    ("31 14", "3114"),
    ("St Étienne", "Saint-Étienne"),
    ("Club-House", "Clubhouse"),
]


@pytest.mark.parametrize(("typed", "written"), SAME)
def test_what_french_writes_in_several_ways_is_one(typed, written):
    assert stems(typed) == stems(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [("matrice", "mateur"), ("de 10 à 20", "1020"), ("légal", "illégal"), ("12,50", "1250"), ("fin.", "fi")],
)
def test_what_only_looks_alike_stays_apart(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("C’est quoi un quorum ?", ["quorum"]),
        ("comment faire pour payer une facture", ["payer", "facture"]),
        ("j’ai perdu ma carte", ["perdu", "carte"]),
        ("est-ce que je peux voter", ["voter"]),
        ("je veux devenir trésorière", ["devenir", "tresoriere"]),
        ("où est le GEM de Rouen", ["gem", "rouen"]),
        ("pourquoi", ["pourquoi"]),
        ("je n’arrive pas à dormir", ["dormir"]),
        ("que veut dire mandat", ["mandat"]),
        ("", []),
    ],
)
def test_the_words_that_only_ask_are_dropped_while_others_are_left(question, words):
    assert asked(question) == words
