"""« Je m'entraîne »: what is told before and after an answer; the address carries it."""

import pytest

from lib.text import NBSP
from tests.courses.exercises import match_block, order_block, other_answer, right_answer, short_block
from tests.courses.factories import address, choice_ids, question_block
from tests.courses.sittings import READERS, SITTING, mark, send

pytestmark = pytest.mark.usefixtures("forgotten")


def test_nothing_of_a_right_answer_is_told_before_one_answers(member, lessons, questions):
    lessons[0].body = [
        question_block(("Oui", True), ("Non", False)),
        order_block(),
        match_block(),
        short_block(),
    ]
    lessons[0].save()
    mark(member, lessons[0])
    pages = [member.get(f"{SITTING}&numero={number}").text for number in range(1, 5)]
    for told in ("L’explication générale.", "Parce que", "choice-right", "solution", "27,50", "Juste"):
        assert not any(told in page for page in pages), told


@READERS
def test_an_answer_is_explained_as_in_its_lesson(browser_of, kind, module, lessons, questions):
    browser = browser_of(kind)
    mark(browser, lessons[0])
    block = questions["Question 1a ?"]
    wrong = send(browser, block, choice_ids(block, "Non"))
    assert wrong.status_code == 200
    assert "« Non »".replace(" ", NBSP) in wrong.text and "Parce que Non." in wrong.text
    assert "<strong>Pas encore.</strong>" in wrong.text
    assert 'name="attempt" value="2"' in wrong.text and "Essayer encore" in wrong.text
    right = send(browser, block, choice_ids(block, "Oui"), attempt=2)
    assert "<strong>Oui.</strong>" in right.text and right.text.count("Parce que") == 2
    for page in (wrong, right):
        assert f'href="{address(lessons[0])}"' in page.text
        assert 'href="?melange=7&amp;numero=2">Question suivante' in page.text
        assert "Question 1 sur 2" in page.text


@pytest.mark.parametrize("make", [order_block, match_block, short_block])
def test_exercises_are_asked_and_keep_what_was_chosen(member, lessons, make):
    block = make()
    lessons[0].body = [block]
    lessons[0].save()
    mark(member, lessons[0])
    assert "Autre piste." in send(member, block, other_answer(block)).text
    page = send(member, block, other_answer(block), attempt=2).text
    assert 'class="solution"' in page and "Terminer" in page
    assert "<strong>Juste.</strong>" in send(member, block, right_answer(block)).text


@pytest.mark.parametrize("chosen", [[], ["\0"], ["x" * 5000], ["a", "b"]])
def test_an_answer_that_cannot_be_read_is_said_beside_the_question(member, lessons, questions, chosen):
    mark(member, lessons[0])
    block = questions["Question 1a ?"]
    page = send(member, block, chosen)
    assert page.status_code == 422
    assert 'class="field-invalid"' in page.text and "<title>Votre réponse" in page.text
    assert 'name="attempt" value="1"' in page.text and "Question suivante" not in page.text


def test_what_was_typed_is_still_there_after_an_error(member, lessons):
    block = short_block()
    lessons[0].body = [block]
    lessons[0].save()
    mark(member, lessons[0])
    page = send(member, block, ["vingt-sept", "et cinquante"])
    assert page.status_code == 422 and 'value="vingt-sept"' in page.text


def test_an_answer_beyond_the_last_question_is_read_all_the_same(member, lessons, questions):
    mark(member, lessons[0])
    block = questions["Question 1a ?"]
    page = send(member, block, choice_ids(block, "Oui"), number=9)
    assert "Question 2 sur 2" in page.text and "<strong>Oui.</strong>" in page.text


def test_reading_comfort_comes_back_to_the_same_question(member, lessons, questions):
    mark(member, lessons[0])
    block = questions["Question 1a ?"]
    for page in (member.get(f"{SITTING}&numero=2"), send(member, block, choice_ids(block, "Non"), number=2)):
        assert "/confort/?next=/formations/entrainement/%3Fmelange%3D7%26numero%3D2" in page.text
