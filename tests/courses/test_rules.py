"""The rules of learning and of reading time, by examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.editing.reading_time import minutes_to_read
from courses.learning.quiz import MOST_ATTEMPTS, attempt_number
from courses.learning.rules import choice_order, is_finished, is_right, next_lesson


@pytest.mark.parametrize(
    ("lessons", "done", "upcoming", "finished"),
    [
        ([11, 12, 13], set(), 11, False),
        ([11, 12, 13], {11, 13}, 12, False),
        ([11, 12, 13], {11, 12, 13}, None, True),
        ([11, 12, 13, 14], {11, 12, 13}, 14, False),  # a lesson published later
        ([11, 13], {11, 12, 13}, None, True),  # a lesson unpublished
        ([], set(), None, False),
    ],
)
def test_the_next_lesson_and_the_end_of_a_module_follow_the_lessons_done(lessons, done, upcoming, finished):
    assert next_lesson(lessons, done) == upcoming
    assert is_finished(lessons, done) is finished


@pytest.mark.parametrize(
    ("chosen", "right"), [({"a", "b"}, True), ({"a"}, False), ({"a", "b", "c"}, False), (set(), False)]
)
def test_an_answer_is_right_with_all_the_right_choices_and_no_other(chosen, right):
    assert is_right({"a", "b"}, chosen) is right


@pytest.mark.parametrize(
    ("words", "questions", "minutes"), [(0, 0, 1), (140, 0, 1), (141, 0, 2), (420, 2, 4), (280, 1, 3)]
)
def test_minutes_follow_the_words_and_the_questions(words, questions, minutes):
    assert minutes_to_read(words, questions) == minutes


def test_choices_are_shuffled_from_the_second_attempt_and_one_attempt_gives_one_order():
    choices = ["a", "b", "c", "d"]
    assert choice_order("q", choices, 1) == choices
    orders = {tuple(choice_order("q", choices, attempt)) for attempt in range(2, 30)}
    assert len(orders) > 5
    assert choice_order("q", choices, 7) == choice_order("q", choices, 7)


def test_two_choices_never_move():
    assert all(choice_order("q", ["vrai", "faux"], attempt) == ["vrai", "faux"] for attempt in range(1, 30))


@given(st.lists(st.text(), min_size=1, unique=True), st.integers(1, 99))
def test_shuffling_loses_and_doubles_no_choice(choices, attempt):
    assert sorted(choice_order("q", choices, attempt)) == sorted(choices)


@given(st.text())
def test_any_text_gives_an_attempt_number_within_bounds(raw):
    assert 1 <= attempt_number(raw) <= MOST_ATTEMPTS
