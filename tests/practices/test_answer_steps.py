"""Each step of an answer asks for the right again, on the question as it is now: pages stay open, people go away."""

from collections.abc import Callable

import pytest

from accounts.models import User
from content.models import Question, ReviewCase
from content.practices.questions import answer_rules
from tests.practices.peer_advocates import DRAFT, make_drafted, make_peer_advocate, make_question

pytestmark = pytest.mark.django_db
WORD = "Bon courage."
KEPT = {**DRAFT, "facts": []}
Step = Callable[[Question, User], object]


@pytest.fixture
def first(index) -> User:
    return make_peer_advocate("Alix")


@pytest.fixture
def second(index) -> User:
    return make_peer_advocate("Dominique")


STEPS_OF_THE_WRITER: dict[str, Step] = {
    "hand it back": answer_rules.hand_back,
    "keep the draft": lambda question, user: answer_rules.keep_draft(question, user, KEPT, WORD, to_read=False),
    "send it to be read": lambda question, user: answer_rules.keep_draft(question, user, KEPT, WORD, to_read=True),
    "close it": lambda question, user: answer_rules.close(question, user, WORD),
}
STEPS_OF_THE_READER: dict[str, Step] = {
    "send it back": lambda question, user: answer_rules.send_back(question, user, "Citez la source."),
    "publish it": lambda question, user: answer_rules.publish(question, user, answer_rules.text_read(question)),
}


def state_of(question: Question) -> list[object]:
    """Return what a step may change."""
    now = Question.objects.get(pk=question.pk)
    case = ReviewCase.objects.get(question=question)
    return [now.state, now.draft, now.word_to_asker, now.drafted_by, now.practice, case.held_by, case.steps.count()]


def refused(step: Step, question: Question, user: User) -> bool:
    """Return whether a step is refused, and changes nothing."""
    before = state_of(question)
    with pytest.raises(answer_rules.NotNowError):
        step(question, user)
    return state_of(question) == before


@pytest.mark.parametrize("step", STEPS_OF_THE_WRITER.values(), ids=STEPS_OF_THE_WRITER)
def test_who_wrote_before_another_took_over_writes_no_more(first, second, step):
    question, _ = make_question()
    answer_rules.take(question, first)
    opened_before = Question.objects.get(pk=question.pk)
    answer_rules.take(question, second, over=True)
    assert refused(step, opened_before, first)


@pytest.mark.parametrize("step", STEPS_OF_THE_WRITER.values(), ids=STEPS_OF_THE_WRITER)
def test_nobody_writes_an_answer_that_waits_for_its_reader(first, second, step):
    question = make_drafted(first)
    for user in (first, second):
        assert refused(step, question, user)


@pytest.mark.parametrize("step", STEPS_OF_THE_READER.values(), ids=STEPS_OF_THE_READER)
def test_neither_the_writer_nor_a_member_reads_an_answer(first, people, step):
    question = make_drafted(first)
    for user in (first, people.member):
        assert refused(step, question, user)


@pytest.mark.parametrize("step", STEPS_OF_THE_READER.values(), ids=STEPS_OF_THE_READER)
def test_an_answer_sent_back_is_read_by_nobody_until_it_is_sent_again(first, second, step):
    question = make_drafted(first)
    opened_before = Question.objects.get(pk=question.pk)
    answer_rules.send_back(question, second, "Citez la source.")
    assert refused(step, opened_before, second)


def test_an_answer_that_waits_for_its_reader_is_not_taken_by_another(first, second):
    question = make_drafted(first)
    assert refused(answer_rules.take, question, second)


def test_a_member_who_is_no_peer_advocate_takes_no_question_that_waits(people, index):
    question, _ = make_question()
    ReviewCase.open_for(question=question)
    assert refused(answer_rules.take, question, people.member)


def test_a_question_taken_twice_by_the_same_person_is_taken_once(first):
    question, _ = make_question()
    answer_rules.take(question, first)
    before = state_of(question)
    answer_rules.take(question, first)
    assert state_of(question) == before


def test_an_answer_handed_back_keeps_its_text_and_is_free(first, second):
    question, _ = make_question()
    answer_rules.take(question, first)
    answer_rules.keep_draft(question, first, KEPT, WORD, to_read=False)
    answer_rules.hand_back(question, first)
    assert state_of(question)[:3] == [Question.State.ASKED, KEPT, WORD]
    assert ReviewCase.objects.get(question=question).held_by is None
    answer_rules.take(question, second)
    assert ReviewCase.objects.get(question=question).held_by == second


def test_an_answer_sent_back_returns_to_its_writer(first, second):
    question = make_drafted(first)
    assert ReviewCase.objects.get(question=question).held_by is None
    answer_rules.send_back(question, second, "Citez la source.")
    assert ReviewCase.objects.get(question=question).held_by == first
