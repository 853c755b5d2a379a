"""The steps of a form in several pages."""

import pytest
from django.template.loader import render_to_string

from lib.stepper import step_context

NAMES = ["pour qui ?", "quoi ?", "relire"]


@pytest.mark.parametrize(("number", "past"), [(1, 0), (2, 1), (3, 2)])
def test_each_step_says_its_number_its_name_and_the_steps_behind(number, past):
    context = step_context(NAMES, number)
    drawn = render_to_string("components/stepper.html", {**context, "name": context["step_name"]})
    assert f"Étape {number} sur 3&nbsp;: {NAMES[number - 1]}" in drawn
    assert (drawn.count("stepper-dot-past"), drawn.count("stepper-dot-now")) == (past, 1)
    assert drawn.count('"stepper-dot') - drawn.count('"stepper-dots') == len(NAMES)
