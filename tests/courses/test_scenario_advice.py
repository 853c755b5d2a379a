"""The minutes that a scenario takes to read."""

from courses.editing.prose import texts_in
from courses.editing.reading_time import reading_minutes
from courses.scenarios.written import words_read
from tests.courses.scenarios import town_hall


def test_one_way_counts_not_the_whole_scenario():
    whole = town_hall()
    every_word = sum(len(text.split()) for text in texts_in(whole["value"]))
    assert 280 < words_read(whole["value"]) < every_word / 3
    rest = {"type": "text", "value": {"text": "mot " * (420 - words_read(whole["value"]))}}
    assert reading_minutes([whole, rest]) == 3
    assert reading_minutes([whole, rest, {"type": "text", "value": {"text": "mot"}}]) == 4
