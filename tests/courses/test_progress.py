"""The rules of learning, by examples."""

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
        ([11, 12, 13, 14], {11, 12, 13}, 14, False),  # a lesson added later
        ([11, 13], {11, 12, 13}, None, True),  # a lesson withdrawn
        ([], set(), None, False),
    ],
)
def test_what_is_next_and_when_a_module_is_finished(lessons, done, upcoming, finished):
    assert next_lesson(lessons, done) == upcoming
    assert is_finished(lessons, done) is finished


@pytest.mark.parametrize(
    ("chosen", "right"), [({"a", "b"}, True), ({"a"}, False), ({"a", "b", "c"}, False), (set(), False)]
)
def test_several_right_choices_are_all_or_nothing(chosen, right):
    assert is_right({"a", "b"}, chosen) is right


@pytest.mark.parametrize(
    ("words", "questions", "minutes"), [(0, 0, 1), (140, 0, 1), (141, 0, 2), (420, 2, 4), (280, 1, 3)]
)
def test_minutes_follow_the_words_and_the_questions(words, questions, minutes):
    assert minutes_to_read(words, questions) == minutes


def test_choices_stand_as_written_at_the_first_attempt_then_move_the_same_way_each_time():
    choices = ["a", "b", "c", "d"]
    assert choice_order("q", choices, 1) == choices
    orders = {tuple(choice_order("q", choices, attempt)) for attempt in range(2, 30)}
    assert len(orders) > 5
    assert choice_order("q", choices, 7) == choice_order("q", choices, 7)


def test_two_choices_never_move():
    assert all(choice_order("q", ["vrai", "faux"], attempt) == ["vrai", "faux"] for attempt in range(1, 30))


@given(st.lists(st.text(), min_size=1, unique=True), st.integers(1, 99))
def test_no_choice_is_lost_or_doubled(choices, attempt):
    assert sorted(choice_order("q", choices, attempt)) == sorted(choices)


@given(st.text())
def test_any_attempt_number_is_read_or_is_the_first(raw):
    assert 1 <= attempt_number(raw) <= MOST_ATTEMPTS
