"""The rules of the exercises of a lesson: what is right, what cannot be read, what is shown. No database."""

import doctest

import pytest

from courses.learning.exercises import selects, short_answer
from courses.learning.exercises.match import Match
from courses.learning.exercises.order import Order
from courses.learning.exercises.short_answer import ShortAnswer, same_form
from courses.learning.rules import shuffled
from tests.courses.exercises import (
    STEPS,
    linked,
    match_block,
    order_block,
    other_answer,
    placed,
    right_answer,
    short_block,
)

ODD = ["", "x", ":", "x:1", "\0:\0", "a" * 10_000, "🙂:🙂", "1:1:1"]


@pytest.fixture
def order():
    return order_block()


@pytest.fixture
def match():
    return match_block()


def ask(block):
    """Return the exercise of a block."""
    kind = {"order": Order, "match": Match, "short_answer": ShortAnswer}[block["type"]]
    return kind.from_block(block["id"], block["value"])


@pytest.mark.parametrize("module", [selects, short_answer])
def test_the_doctests_of_the_modules_pass(module):
    tried = doctest.testmod(module)
    assert tried.attempted and not tried.failed


@pytest.mark.parametrize("size", range(2, 9))
def test_what_is_shuffled_is_never_as_written_and_always_in_one_order(size):
    items = [str(n) for n in range(size)]
    orders = [shuffled(f"exercice {n}", items) for n in range(200)]
    assert all(sorted(each) == items and each != items for each in orders)
    assert orders == [shuffled(f"exercice {n}", items) for n in range(200)]


@pytest.mark.parametrize("items", [[], ["un"]])
def test_nothing_or_one_thing_cannot_be_shuffled(items):
    assert shuffled("exercice", items) == items


def test_the_steps_are_never_shown_in_their_right_order():
    for _ in range(50):
        rows = ask(order_block("un", "deux", "trois")).offered(1)
        assert [row.text for row in rows] != ["un", "deux", "trois"]
        assert [option.text for option in rows[0].options] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((1, 2, 3, 4), "Toutes les étapes sont à leur place."),
        ((1, 2, 4, 3), "2 étapes sont à leur place, sur\u00a04."),
        ((1, 3, 4, 2), "1 étape est à sa place, sur\u00a04."),
        ((2, 1, 4, 3), "Aucune étape n’est encore à sa place."),
    ],
)
def test_an_order_says_how_many_steps_are_in_their_place(order, places, told):
    answer = ask(order).answer(placed(order, *places), 1)
    assert (answer.told, answer.is_right, answer.error) == (told, places == (1, 2, 3, 4), "")


def test_two_steps_in_one_place_are_named_and_nothing_is_lost(order):
    exercise, sent = ask(order), placed(order, 1, 3, 3, 4)
    answer = exercise.answer(sent, 1)
    assert "la place 3." in answer.error
    rows = exercise.offered(1, answer)
    assert {row.text for row in rows if row.is_to_mend} == {STEPS[1], STEPS[2]}
    assert {option.value for row in rows for option in row.options if option.is_chosen} == set(sent)


def test_several_places_given_twice_are_all_named(order):
    assert "la place 1 et la place 2." in ask(order).answer(placed(order, 1, 1, 2, 2), 1).error


def test_a_step_without_a_place_is_what_there_is_to_mend(order):
    sent = [*placed(order, 1, 2, 3, 4)[:3], ""]
    answer = ask(order).answer(sent, 1)
    assert "une place pour chaque étape" in answer.error
    assert answer.to_mend == {order["value"]["steps"][3]["id"]}


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ((0, 1, 1), "Toutes les lignes sont bien reliées."),
        ((1, 1, 1), "2 lignes sont bien reliées, sur\u00a03."),
        ((1, 1, 0), "1 ligne est bien reliée, sur\u00a03."),
        ((1, 0, 0), "Aucune ligne n’est encore bien reliée."),
    ],
)
def test_pairs_say_how_many_are_linked_well(match, labels, told):
    answer = ask(match).answer(linked(match, *labels), 1)
    assert (answer.told, answer.is_right, answer.error) == (told, labels == (0, 1, 1), "")


def test_a_right_label_that_several_lines_share_is_offered_once(match):
    rows = ask(match).offered(1)
    assert [row.text for row in rows] == [pair["value"]["left"] for pair in match["value"]["pairs"]]
    assert [option.text for option in rows[0].options] == ["Compte.", "Représente."]


def test_a_line_left_alone_is_what_there_is_to_mend(match):
    answer = ask(match).answer(linked(match, 0, 1, 1)[1:], 1)
    assert "pour chaque ligne" in answer.error
    assert answer.to_mend == {match["value"]["pairs"][0]["id"]}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("block", [order_block(), match_block()], ids=["order", "match"])
def test_what_no_form_offers_is_refused_and_what_was_chosen_stays(block, odd):
    exercise, sent = ask(block), right_answer(block)
    answer = exercise.answer([*sent[1:], odd], 1)
    assert answer.error
    kept = {option.value for row in exercise.offered(1, answer) for option in row.options if option.is_chosen}
    assert kept == set(sent[1:])


@pytest.mark.parametrize("block", [order_block(), match_block()], ids=["order", "match"])
def test_one_line_sent_twice_is_refused(block):
    sent = right_answer(block)
    assert "a changé" in ask(block).answer([*sent, sent[0]], 1).error
    again = f"{sent[0].partition(':')[0]}:{sent[1].partition(':')[2]}"
    rows = ask(block).offered(1, ask(block).answer([*sent, again], 1))
    assert {option.value for row in rows for option in row.options if option.is_chosen} == set(sent), "the first stays"


@pytest.mark.parametrize("block", [order_block(), match_block(), short_block()], ids=["order", "match", "short"])
def test_the_solution_is_read_once_found_or_from_the_second_try(block):
    exercise, right, sent = ask(block), right_answer(block), other_answer(block)
    assert exercise.answer(right, 1).shows_solution
    assert [exercise.answer(sent, attempt).shows_solution for attempt in (1, 2, 3)] == [False, True, True]


@pytest.mark.parametrize(
    "said", ["1 211,65 €", "1211.65", "1\u202f211,65", "1\u00a0211,65 euros", "1211,650.", "1211,65€"]
)
def test_a_number_is_the_same_however_it_is_written(said):
    assert same_form(said) == same_form("1211,65")


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("L'ASSEMBLEE  GENERALE.", "l’assemblée générale"),
        ("le cœur", "Le coeur"),
        ("40", "40,00 €"),
        ("−12", "-12"),
        ("05 55 12 34 56", "0555123456"),
        ("non…", "Non"),
    ],
)
def test_accents_capitals_spaces_and_the_final_point_do_not_count(said, same):
    assert same_form(said) == same_form(same)


@pytest.mark.parametrize(
    ("said", "other"),
    [("1211,65", "1211,56"), ("10", "1"), ("0555", "555"), ("le bureau", "la bureau"), ("12", "-12"), ("1,05", "1,5")],
)
def test_what_is_not_the_same_stays_apart(said, other):
    assert same_form(said) != same_form(other)


@pytest.mark.parametrize("said", ["27,50 €", "27.5", "Vingt-sept  euros.", " 27,5 "])
def test_any_accepted_form_is_right(said):
    answer = ask(short_block()).answer([said], 1)
    assert answer.is_right
    assert answer.told == f"Votre réponse : «\u00a0{said.strip()}\u00a0»".replace(" :", "\u00a0:").replace(
        " €", "\u00a0€"
    )


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ([], "Écrivez votre réponse"),
        ([""], "Écrivez votre réponse"),
        ([" \u00a0. "], "Écrivez votre réponse"),
        (["27", "28"], "une seule réponse"),
        (["27\n28"], "une seule réponse"),
        (["x" * 101], "100 signes"),
    ],
)
def test_what_is_no_short_answer_is_refused(sent, error):
    exercise = ask(short_block())
    answer = exercise.answer(sent, 1)
    assert error in answer.error
    assert exercise.offered(1, answer) == [sent[0][:100] if sent else ""]


def test_one_hundred_signs_are_read():
    assert not ask(short_block()).answer(["x" * 100], 1).error
