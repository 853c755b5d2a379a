"""The ways through a scenario: what is wrong with them, how many words one reads. Without a database."""

import doctest

import pytest

from courses.editing.prose import texts_in
from courses.scenarios import paths
from courses.scenarios.paths import Choice, Step, faults_in, mean_words
from courses.scenarios.written import steps_in, words_read
from tests.courses.scenarios import choice, scenario, step, town_hall


def test_the_doctests_of_the_module_pass():
    assert doctest.testmod(paths).failed == 0


def said(*steps: dict) -> list[tuple]:
    """Return the place, the field, the choice of each fault of a scenario, and its first words."""
    found = faults_in(steps_in(scenario(*steps)))
    return [(fault.step, fault.field, fault.choice, " ".join(fault.message.split()[:3])) for fault in found]


def test_a_scenario_that_one_can_leave_from_everywhere_has_no_fault():
    assert said() == []
    assert faults_in(steps_in(town_hall()["value"])) == []
    assert said(step("1", "1", "FIN1 "), step("fin1")) == []  # one may stay, and « FIN1 » is « fin1 »


def test_the_whole_scenario_has_eight_steps_and_six_endings():
    steps = steps_in(town_hall()["value"])
    assert [len(each.choices) for each in steps] == [3, 2, 3, 3, 2, 3, 2, 2] + [0] * 6
    assert sum(each.is_ending for each in steps) == 6


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([step("1", "2", "3"), step("2")], (0, "leads_to", 1, "Aucune étape n’a")),
        ([step("1", "2", "2"), step("2"), step("2 ")], (2, "name", None, "Une autre étape")),
        ([step("1", "2", "2"), step("2"), step("3")], (2, "name", None, "Aucun choix ne")),
        ([step("1", "2", "3"), step("2"), step("3", is_ending=False)], (2, "choices", None, "On ne sort")),
        ([step("1", "2"), step("2")], (0, "choices", None, "Il faut au")),
        ([step("1", "2", "2"), step("2", "1", is_ending=True)], (1, "choices", None, "Une fin n’a")),
        ([step("1", "2", "3"), step("2"), step("3", "3", "3")], (2, "choices", None, "D’ici, aucun choix")),
    ],
)
def test_each_fault_is_said_of_the_step_or_the_choice_to_mend(steps, fault):
    assert said(*steps) == [fault]


def test_without_an_ending_every_step_goes_round():
    assert [fault[:2] for fault in said(step("1", "2", "2"), step("2", "1", "1"))] == [(0, "choices"), (1, "choices")]


def test_a_misspelt_name_is_said_once_not_as_a_step_that_nobody_reaches():
    assert said(step("1", "2", "trois"), step("2"), step("3")) == [(0, "leads_to", 1, "Aucune étape n’a")]


def test_whoever_goes_round_in_circles_is_followed_for_as_many_steps_as_there_are():
    round_and_round = [Step("1", (Choice("2", 1), Choice("2", 1)), words=10), Step("2", (Choice("1", 1),), words=10)]
    assert mean_words(round_and_round) == 22
    assert mean_words([]) == 0
    assert mean_words([Step("1", (Choice("nulle part", 7),), words=3)]) == 10


def test_what_is_no_text_is_not_read():
    texts = list(texts_in(scenario(step("nom1", "nom2", "nom2"), step("nom2"))))
    assert "nom1" not in texts and "nom2" not in texts
    assert {"Le téléphone", "Choisissez.", "Titre nom1", "Texte nom1.", "Vers nom2.", "On va vers nom2."} <= set(texts)


@pytest.mark.parametrize("value", [{}, {"steps": None}, {"steps": [{}]}, {"steps": [{"value": {"choices": [{}]}}]}])
def test_an_unfinished_scenario_is_counted_without_an_error(value):
    assert words_read(value) == 0
    assert words_read(scenario(step("1", choices=[choice("")]))) > 0
