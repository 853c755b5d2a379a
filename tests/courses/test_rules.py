"""The rules of learning and of reading time, by examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.editing.reading_time import reading_minutes
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


def words(kind: str, count: int, field: str = "text") -> dict[str, object]:
    """Return the raw value of a block of so many words."""
    return {"type": kind, "value": {field: "<p>" + "mot " * count + "</p>", "link": "https://exemple.org/"}}


QUESTION = words("question", 900, "question")


@pytest.mark.parametrize(
    ("blocks", "note", "minutes"),
    [
        ([], "", 1),
        ([words("text", 140)], "", 1),
        ([words("text", 141)], "", 2),
        ([words("text", 140)], "un mot", 2),
        ([words("text", 210), words("steps", 210), QUESTION, QUESTION], "", 4),
        ([words("text", 280), QUESTION], "", 3),
        ([words("text", 140), words("to_do", 900), words("glossary", 900, "meaning")], "", 1),
        ([words("table", 140), words("table", 900)], "", 1),
    ],
    ids=["empty", "full", "one more word", "the note", "questions", "half a minute", "apart", "the first table"],
)
def test_minutes_follow_what_everybody_reads(blocks, note, minutes):
    assert reading_minutes(blocks, note) == minutes


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
