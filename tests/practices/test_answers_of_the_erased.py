"""The answer that an erased peer advocate had in hand goes with their account; the question is to be taken again."""

import pytest

from accounts import personal_data
from content.models import Question
from content.practices.questions import answer_rules
from tests.practices.peer_advocates import DRAFT, make_drafted, make_peer_advocate, make_question, publish_it
from tests.practices.test_nothing_is_left import WORD, holding

pytestmark = pytest.mark.django_db
WRITTEN = {**DRAFT, "facts": [], "what_we_did": f"{WORD} demande à un point-justice."}


@pytest.fixture
def writer(index):
    return make_peer_advocate("Première")


@pytest.fixture
def other(index):
    return make_peer_advocate("Autre")


def kept(writer, other) -> Question:
    question, _ = make_question()
    answer_rules.take(question, writer)
    answer_rules.keep_draft(question, writer, WRITTEN, f"Bon courage, dit {WORD}.", to_read=False)
    return question


def handed_back(writer, other) -> Question:
    question = kept(writer, other)
    answer_rules.hand_back(question, writer)
    return question


def sent(writer, other) -> Question:
    return make_drafted(writer, what_we_did=WRITTEN["what_we_did"])


def sent_back(writer, other) -> Question:
    question = sent(writer, other)
    answer_rules.send_back(question, other, f"Sans {WORD}.")
    return question


def taken_again(writer, other) -> Question:
    question = sent(writer, other)
    answer_rules.take(question, writer)
    return question


@pytest.mark.parametrize("way", [kept, handed_back, sent_back, taken_again])
def test_an_answer_in_hand_goes_with_its_writer(writer, other, way):
    question = way(writer, other)
    assert "content.Question" in holding(WORD)
    personal_data.erase(writer)
    assert holding(WORD) == set()
    left = Question.objects.get(pk=question.pk)
    assert (left.state, left.draft, left.word_to_asker, left.text != "") == (Question.State.ASKED, {}, "", True)
    assert answer_rules.holder(left) is None
    answer_rules.take(left, other)
    assert answer_rules.may_write(other, left)


def test_what_somebody_else_goes_on_with_stays(writer, other):
    question = handed_back(writer, other)
    answer_rules.take(question, other)
    personal_data.erase(writer)
    left = Question.objects.get(pk=question.pk)
    assert left.draft == WRITTEN and answer_rules.holder(left) == other


def test_an_answer_sent_to_be_read_stays_to_be_taken_up(writer, other):
    question = sent(writer, other)
    personal_data.erase(writer)
    left = Question.objects.get(pk=question.pk)
    assert (left.state, left.drafted_by) == (Question.State.DRAFTED, None) and WORD in left.draft["what_we_did"]
    answer_rules.take(left, other)


def test_the_answers_of_others_stay(writer, other):
    theirs = make_drafted(other)
    personal_data.erase(writer)
    left = Question.objects.get(pk=theirs.pk)
    assert (left.state, left.drafted_by) == (Question.State.DRAFTED, other) and left.draft


def test_a_published_answer_stays_with_its_word(writer, other):
    question = make_drafted(writer)
    answer_rules.publish(question, other, publish_it(question)["text"])
    personal_data.erase(writer)
    left = Question.objects.get(pk=question.pk)
    assert left.state == Question.State.ANSWERED and left.word_to_asker == "Bon courage."
