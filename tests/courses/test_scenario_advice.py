"""What the panel beside a lesson says of its scenario, and the minutes that it takes to read."""

import pytest

from courses.editing.lesson_text import remarks_on
from courses.editing.prose import texts_in
from courses.editing.reading_time import reading_minutes
from courses.scenarios.written import words_read
from tests.courses.scenarios import choice, scenario, step, town_hall


def test_one_way_counts_not_the_whole_scenario():
    whole = town_hall()
    every_word = sum(len(text.split()) for text in texts_in(whole["value"]))
    assert 280 < words_read(whole["value"]) < every_word / 3
    rest = {"type": "text", "value": {"text": "mot " * (420 - words_read(whole["value"]))}}
    assert reading_minutes([whole, rest]) == 3
    assert reading_minutes([whole, rest, {"type": "text", "value": {"text": "mot"}}]) == 4


@pytest.mark.django_db
def test_advice_is_given_on_a_long_scenario_and_on_a_single_ending(lessons):
    lesson = lessons[0]

    def titles(*steps: dict) -> set[str]:
        lesson.body = [{"type": "scenario", "value": scenario(*steps)}]
        return {remark.title for remark in remarks_on(lesson) if not remark.blocks} & {"Scénario long", "Une seule fin"}

    assert titles() == set()
    assert titles(step("1", "2", "2"), step("2")) == {"Une seule fin"}
    long = [step(str(n), str(n + 1), "f") for n in range(1, 9)]
    assert titles(*long, step("9"), step("f")) == set()
    assert titles(*long, step("9", "f", "g"), step("f"), step("g")) == {"Scénario long"}


def test_the_panel_reads_every_text_of_a_scenario(lessons):
    lesson = lessons[0]
    long = "mot " * 26
    fields = [
        step("1", choices=[choice("2", text=f"A {long}"), choice("2", consequence=f"B {long}")]),
        step("2", text=f"<p>C {long}</p>"),
    ]
    lesson.body = [{"type": "scenario", "value": scenario(*fields)}]
    (remark,) = [each for each in remarks_on(lesson) if each.title == "3 phrases longues"]
    assert [quote[0] for quote in remark.quotes] == ["A", "B", "C"]
